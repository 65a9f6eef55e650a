package io.tacet.server.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script of a report decides as the engine does, for every sample, run by node. Skips where there is no node. */
class PageRulesTest {
    @TempDir
    Path directory = Path.of("");

    @Test
    void shouldEndInThePageWhereTheEngineEnds() throws Exception {
        assumeTrue(Program.exists("node", "--version"), "skipped: no node; the page's rules are not run");
        long seed = System.nanoTime();
        System.out.println("PageRulesTest: seed " + seed);
        new PageCases(seed).write(directory);
        Program.Result result = Program.run(List.of(
                "node",
                resource("check-rules.js").toString(),
                resource("silence.js").toString(),
                directory.toString()));
        System.out.println(
                "PageRulesTest: " + result.output().lines().findFirst().orElse(""));
        assertEquals(0, result.exitCode(), result.output());
        assertTrue(result.output().matches("(?s)\\d{5,} cases, 0 wrong.*"), result.output());
    }

    static Path resource(String name) throws IOException, URISyntaxException {
        URL url = PageRulesTest.class.getResource(name);
        if (url == null) {
            throw new IOException("no resource " + name);
        }
        return Path.of(url.toURI());
    }
}
