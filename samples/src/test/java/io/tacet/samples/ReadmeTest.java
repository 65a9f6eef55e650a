package io.tacet.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's embedding code compiles as it is printed there, and its first screen stays a screen. */
class ReadmeTest {
    private static final Path README = Path.of("..", "README.md");

    @Test
    void shouldCompileTheEmbeddingCode(@TempDir Path classes) throws Exception {
        String readme = Files.readString(README);
        int start = readme.indexOf("```java\n") + "```java\n".length();
        String code = readme.substring(start, readme.indexOf("```", start));
        assertTrue(code.lines().count() <= 15, "the embedding code is longer than 15 lines");

        StringWriter errors = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        boolean compiled = compiler.getTask(
                        errors,
                        null,
                        null,
                        List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none"),
                        null,
                        List.of(source(code)))
                .call();
        assertTrue(compiled, errors.toString());
    }

    @Test
    void shouldShowPictureCommandsAndCodeInSixtyLines() throws Exception {
        List<String> top = Files.readAllLines(README).subList(0, 60);

        assertEquals(
                1,
                top.stream().filter(line -> line.strip().equals("mvn verify")).count());
        assertTrue(
                top.stream().anyMatch(line -> line.strip().startsWith("./tacet record samples/audio/voicemail.wav")));
        assertTrue(top.contains("```java"));
        assertTrue(top.stream().anyMatch(line -> line.contains("in-band")));
    }

    private static JavaFileObject source(String code) {
        String text = "import io.tacet.*; import io.tacet.sink.*; import java.nio.file.*; import java.time.*;"
                + " import java.net.*; class ReadmeCode { void run(byte[] packet, int length, InetSocketAddress peer) {\n"
                + code + "\n} }";
        return new SimpleJavaFileObject(URI.create("string:///ReadmeCode.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}
