package io.tacet.server;

import io.tacet.s3.S3ProbeReport;
import io.tacet.s3.S3Sink;
import io.tacet.server.serve.ServeConfig;
import io.tacet.sink.DirectorySink;
import java.io.IOException;
import java.io.PrintStream;

/** {@code tacet serve --check}: says what works, one line each, before the first caller speaks. Thread: main. */
final class ServeCheck {
    private final PrintStream out;

    ServeCheck(PrintStream out) {
        this.out = out;
    }

    /** Looks at directories and sinks; true if recordings can be made and delivered. */
    boolean run(ServeConfig config) {
        out.println("ok settings: API on " + config.http().host() + ":"
                + config.http().port() + ", "
                + config.recordings().maxLive() + " recordings, UDP ports "
                + config.rtp().firstPort() + "-"
                + config.rtp().lastPort() + ", durability " + config.durability() + ", events to "
                + publisher(config));
        boolean usable =
                directory("out", new DirectorySink(config.out()), config.out().toString());
        if (config.sink() instanceof ServeConfig.Sink.S3 s3) {
            return usable & store(s3);
        }
        return usable
                & directory(
                        "sink",
                        new DirectorySink(ServeParts.directory(config)),
                        ServeParts.directory(config).toString());
    }

    private boolean directory(String what, DirectorySink sink, String name) {
        try {
            sink.probe();
            out.println("ok " + what + ": directory " + name + " can be written");
            return true;
        } catch (IOException e) {
            out.println("failed " + what + ": " + TacetCommand.oneLine(e));
            return false;
        }
    }

    private boolean store(ServeConfig.Sink.S3 s3) {
        if (s3.config().bucket() == null) {
            out.println("limited sink: actions name their buckets, so none is tried; sink.bucket names one");
            return true;
        }
        try (S3Sink sink = ServeParts.s3Sink(s3)) {
            S3ProbeReport report = sink.probe(s3.config().bucket(), s3.config().prefix());
            report.checks().forEach(check -> out.println(check.toString().replaceAll("\\p{Cntrl}+", " ")));
            return report.usable();
        } catch (UsageException e) {
            out.println("failed sink: " + TacetCommand.oneLine(e));
            return false;
        }
    }

    private static String publisher(ServeConfig config) {
        if (config.publisher() instanceof ServeConfig.Publisher.Webhook webhook) {
            return webhook.config().toString();
        }
        if (config.publisher() instanceof ServeConfig.Publisher.Lambda lambda) {
            return "lambda(" + lambda.config().function() + ")";
        }
        return "standard output";
    }
}
