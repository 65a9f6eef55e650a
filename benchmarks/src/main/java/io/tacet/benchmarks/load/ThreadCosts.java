package io.tacet.benchmarks.load;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;

/**
 * What each group of threads has cost so far: CPU (user and system) and allocated bytes. Thread: any. Threads that have ended are not in it;
 * what the process used beyond its Java threads (compiler, collector) is the group {@code jvm}.
 */
final class ThreadCosts {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** The groups that record; all others are the host's. */
    static final String[] ENGINE = {"recorder", "journal", "writer", "sync", "housekeeping"};

    private final Map<String, long[]> groups = new TreeMap<>();

    static ThreadCosts now() {
        ThreadCosts costs = new ThreadCosts();
        long java = 0;
        for (long id : THREADS.getAllThreadIds()) {
            java.lang.management.ThreadInfo info = THREADS.getThreadInfo(id);
            long cpu = THREADS.getThreadCpuTime(id);
            if (info != null && cpu >= 0) {
                java += cpu;
                long[] sums = costs.groups.computeIfAbsent(group(info.getThreadName()), name -> new long[2]);
                sums[0] += cpu;
                sums[1] += THREADS.getThreadAllocatedBytes(id);
            }
        }
        costs.groups.put("jvm", new long[] {SYSTEM.getProcessCpuTime() - java, 0});
        return costs;
    }

    /**
     * {@code tacet-recorder-0} is of the group {@code recorder}; the maker of files counts as {@code writer}; what is not the engine's is
     * {@code host}.
     */
    private static String group(String thread) {
        if (!thread.startsWith("tacet-")) {
            return thread.equals("producer") ? thread : "host";
        }
        int end = thread.indexOf('-', 6);
        String group = thread.substring(6, end < 0 ? thread.length() : end);
        return group.equals("files") ? "writer" : group;
    }

    long cpuNanos(String group) {
        return groups.getOrDefault(group, new long[2])[0];
    }

    long allocatedBytes(String group) {
        return groups.getOrDefault(group, new long[2])[1];
    }

    /** CPU of all threads that record. */
    long engineNanos() {
        long sum = 0;
        for (String group : ENGINE) {
            sum += cpuNanos(group);
        }
        return sum;
    }

    /** What was used since {@code before}. */
    ThreadCosts since(ThreadCosts before) {
        ThreadCosts used = new ThreadCosts();
        groups.forEach((name, sums) -> used.groups.put(
                name, new long[] {sums[0] - before.cpuNanos(name), sums[1] - before.allocatedBytes(name)}));
        return used;
    }

    Map<String, long[]> groups() {
        return groups;
    }
}
