package io.tacet.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code tacet s3 probe} at a store that does not answer, and wrong usage. */
class S3CommandTest {
    @BeforeEach
    void credentials() {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
    }

    @AfterEach
    void none() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Test
    void shouldSayWhatDoesNotWorkOneLineEach() {
        CommandRun run = CommandRun.of("s3", "probe", "--bucket", "b-1", "--s3-endpoint", "http://127.0.0.1:1");
        assertEquals(1, run.exitCode(), run.err());
        List<String> lines = run.out().lines().toList();
        assertEquals(2, lines.size(), run.out());
        assertTrue(lines.get(0).startsWith("failed bucket: b-1: "), run.out());
        assertTrue(lines.get(1).startsWith("failed put: s3://b-1/tacet-probe-"), run.out());
    }

    @Test
    void shouldRefuseWrongUsageInOneLine() {
        for (String[] arguments : new String[][] {
            {"s3"},
            {"s3", "probe"},
            {"s3", "probe", "--bucket", "b", "--s3-endpoint", "localhost:9000"},
            {"s3", "probe", "--bucket", "b", "--s3-endpoint", "http://127.0.0.1:1", "--s3-checksums", "md5"},
        }) {
            CommandRun run = CommandRun.of(arguments);
            assertEquals(2, run.exitCode(), run.out());
            assertEquals(1, run.errLines().size(), run.err());
        }
    }
}
