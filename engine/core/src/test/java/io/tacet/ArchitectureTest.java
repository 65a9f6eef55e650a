package io.tacet;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.Stream;

/** The lines of the house (DESIGN.md), held by the compiled classes. */
@AnalyzeClasses(packages = "io.tacet", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String ROOT = "io.tacet";
    private static final String RUNTIME = "io.tacet.runtime..";
    private static final String[] PURE = {"io.tacet.core..", "io.tacet.rtp..", "io.tacet.codec.."};
    private static final String[] EXPORTED = {
        ROOT,
        "io.tacet.codec..",
        "io.tacet.core..",
        "io.tacet.rtp..",
        "io.tacet.sink..",
        "io.tacet.spi..",
        "io.tacet.wav.."
    };
    private static final Set<String> CLOCKS = Set.of("nanoTime", "currentTimeMillis");
    private static final Set<String> TIME_TYPES = Set.of(
            "java.time.Instant",
            "java.time.Clock",
            "java.time.LocalDateTime",
            "java.time.ZonedDateTime",
            "java.time.OffsetDateTime");

    private ArchitectureTest() {}

    @ArchTest
    static final ArchRule ONLY_THE_ROOT_DEPENDS_ON_THE_RUNTIME = noClasses()
            .that()
            .resideOutsideOfPackages(RUNTIME, ROOT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(RUNTIME);

    @ArchTest
    static final ArchRule ONLY_THE_ENGINE_OF_THE_ROOT_DEPENDS_ON_THE_RUNTIME = noClasses()
            .that()
            .resideInAPackage(ROOT)
            .and()
            .haveSimpleNameNotEndingWith("RecordingEngine")
            .and()
            .doNotHaveSimpleName("Recovery")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(RUNTIME);

    @ArchTest
    static final ArchRule THE_CORE_KNOWS_ONLY_THE_ROOT_AND_THE_SPI = classes()
            .that()
            .resideInAPackage("io.tacet.core..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                            "io.tacet.core..",
                            ROOT,
                            "io.tacet.spi..",
                            "java.lang..",
                            "java.util",
                            "java.time",
                            "org.jspecify..")
                    .or(describe("are ByteBuffer", type -> type.getName().equals("java.nio.ByteBuffer"))));

    @ArchTest
    static final ArchRule PURE_PACKAGES_KNOW_NO_IO_AND_NO_CONCURRENCY = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "java.io..",
                            "java.nio.file..",
                            "java.nio.channels..",
                            "java.net..",
                            "java.util.concurrent..")
                    .or(describe("are threads", type -> type.isAssignableTo(Thread.class))));

    @ArchTest
    static final ArchRule PURE_PACKAGES_TAKE_NO_LOCK = methods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(PURE)
            .should()
            .notHaveModifier(JavaModifier.SYNCHRONIZED);

    @ArchTest
    static final ArchRule ONLY_THE_RUNTIME_STARTS_THREADS = noClasses()
            .that()
            .resideOutsideOfPackage(RUNTIME)
            .should()
            .dependOnClassesThat(describe(
                    "run tasks on threads",
                    type -> type.isAssignableTo(Thread.class)
                            || type.isAssignableTo(java.util.concurrent.Executor.class)
                            || type.getName().equals("java.util.concurrent.Executors")));

    @ArchTest
    static final ArchRule ONLY_THE_RUNTIME_READS_CLOCKS = noClasses()
            .that()
            .resideOutsideOfPackage(RUNTIME)
            .and()
            // It measures how long its syncs take and decides nothing by that.
            .doNotHaveFullyQualifiedName("io.tacet.spool.Journal")
            .should()
            .accessTargetWhere(readsAClock());

    @ArchTest
    static final ArchRule SUBPACKAGES_HAVE_NO_CYCLES =
            slices().matching("io.tacet.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_THE_RING_KNOWS_MEMORY_ORDERING = noClasses()
            .that()
            .resideOutsideOfPackage("io.tacet.ring..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.invoke.VarHandle");

    @ArchTest
    static final ArchRule ONLY_THE_RUNTIME_KNOWS_AGRONA_AND_JCTOOLS = noClasses()
            .that()
            .resideOutsideOfPackage(RUNTIME)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.agrona..", "org.jctools..");

    @ArchTest
    static final ArchRule OF_JCTOOLS_ONLY_THE_ATOMIC_QUEUES_ARE_USED = noClasses()
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.jctools..")
                    .and(DescribedPredicate.not(resideInAnyPackage("org.jctools.queues.atomic.."))));

    @ArchTest
    static final ArchRule NOTHING_NEEDS_A_FLAG_OF_THE_JVM =
            noClasses().should().dependOnClassesThat(resideInAnyPackage("sun..", "jdk.internal..", "com.sun.."));

    @ArchTest
    static final ArchRule EXPORTED_SIGNATURES_SHOW_NOTHING_INTERNAL =
            classes().that().resideInAnyPackage(EXPORTED).and().arePublic().should(showNothingInternal());

    private static DescribedPredicate<JavaAccess<?>> readsAClock() {
        return describe("a clock is read", access -> {
            String owner = access.getTargetOwner().getName();
            // The default of EngineConfig.nanoClock names the clock; it does not read it.
            boolean named = access.getOriginOwner().getName().equals("io.tacet.EngineConfig$Builder");
            return owner.equals("java.lang.System") && CLOCKS.contains(access.getName()) && !named
                    || TIME_TYPES.contains(owner) && access.getName().startsWith("now");
        });
    }

    private static ArchCondition<JavaClass> showNothingInternal() {
        DescribedPredicate<JavaClass> internal =
                resideInAnyPackage("org.agrona..", "org.jctools..", RUNTIME, "io.tacet.ring..", "io.tacet.spool..");
        return new ArchCondition<>("show nothing internal in public signatures") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaMethod method : type.getMethods()) {
                    boolean visible = method.getModifiers().contains(JavaModifier.PUBLIC)
                            || method.getModifiers().contains(JavaModifier.PROTECTED);
                    Stream<JavaClass> shown =
                            Stream.concat(Stream.of(method.getRawReturnType()), method.getRawParameterTypes().stream());
                    if (visible && shown.anyMatch(internal)) {
                        events.add(SimpleConditionEvent.violated(method, method.getFullName() + " shows internals"));
                    }
                }
            }
        };
    }
}
