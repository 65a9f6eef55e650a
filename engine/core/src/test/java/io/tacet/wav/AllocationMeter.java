package io.tacet.wav;

import java.lang.reflect.Method;

/** How many bytes this thread has allocated. By reflection: the module under test does not read the JDK's management modules. */
final class AllocationMeter {
    private final Object bean;
    private final Method allocated;

    AllocationMeter() {
        try {
            bean = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getThreadMXBean")
                    .invoke(null);
            allocated = Class.forName("com.sun.management.ThreadMXBean").getMethod("getCurrentThreadAllocatedBytes");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM does not count allocations", e);
        }
    }

    long bytes() {
        try {
            return (long) allocated.invoke(bean);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
