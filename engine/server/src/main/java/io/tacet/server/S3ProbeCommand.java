package io.tacet.server;

import io.tacet.s3.S3ProbeReport;
import io.tacet.s3.S3Sink;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tacet s3 probe}: tries with a small object what a delivery needs. Thread: main. */
@Command(
        name = "probe",
        mixinStandardHelpOptions = true,
        versionProvider = TacetCommand.Version.class,
        sortOptions = false,
        description = {
            "Says what works in a bucket and what does not, one line each: a wrong policy is told before the first caller speaks.",
            "Puts a small object, reads it, tries to overwrite it, removes it."
        },
        footer = {
            "",
            "Exit code: 0 recordings can be delivered, 1 they cannot, 2 wrong usage.",
            "Example: tacet s3 probe --bucket recordings --prefix voicemail --s3-endpoint http://127.0.0.1:9000"
        })
final class S3ProbeCommand implements Callable<Integer> {
    @Option(names = "--bucket", paramLabel = "BUCKET", required = true, description = "the bucket")
    String bucket = "";

    @Option(names = "--prefix", paramLabel = "PREFIX", description = "folder in it (default: none)")
    String prefix = "";

    @Mixin
    S3Options s3 = new S3Options();

    private final PrintStream out;
    private final PrintStream err;

    S3ProbeCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        try (S3Sink sink = s3.sink(err)) {
            S3ProbeReport report = sink.probe(bucket, prefix);
            report.checks().forEach(check -> out.println(check.toString().replaceAll("\\p{Cntrl}+", " ")));
            return report.usable() ? TacetCommand.RECORDED : TacetCommand.FAILED;
        }
    }
}
