package io.tacet.server.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts scripts, styles and data into a page, so that it is one file that asks no network. Thread: any.
 *
 * <p>A page names what it carries as {@code @@name@@}: a resource of this package, {@code uPlot…} of the web jar, {@code data} or
 * {@code title}.
 */
final class Page {
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/";
    private static final Pattern PLACE = Pattern.compile("@@([A-Za-z.]+)@@");

    private Page() {}

    /** A page as text. */
    static String of(String template, String title, JsonNode data) throws IOException {
        Matcher matcher = PLACE.matcher(resource(template));
        StringBuilder page = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group(1);
            String text = switch (name) {
                case "data" -> data.toString().replace("<", "\\u003c");
                case "title" -> escaped(title);
                case "uPlot.license" -> resource(UPLOT + "LICENSE");
                case "uPlot.css" -> resource(UPLOT + "dist/uPlot.min.css");
                case "uPlot.js" -> resource(UPLOT + "dist/uPlot.iife.min.js");
                default -> resource(name);
            };
            matcher.appendReplacement(page, Matcher.quoteReplacement(text));
        }
        return matcher.appendTail(page).toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the page's part " + name + " is missing from the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
