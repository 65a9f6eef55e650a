package io.tacet.server;

/** What standard output goes to, as the launcher tells it. */
final class Terminal {
    private static final int USUAL_WIDTH = 80;
    private static final int LEAST = 40;
    private static final int MOST = 240;

    private Terminal() {}

    /** Whether escape codes for colours may be printed: to a terminal only, and not where {@code NO_COLOR} is set. */
    static boolean colour() {
        return "1".equals(System.getProperty("tacet.out.tty")) && System.getenv("NO_COLOR") == null;
    }

    /** Its width in characters; {@code COLUMNS} where it is no terminal, else 80. */
    static int width() {
        String told = System.getProperty("tacet.columns", System.getenv("COLUMNS"));
        try {
            return told == null ? USUAL_WIDTH : Math.max(LEAST, Math.min(MOST, Integer.parseInt(told.strip())));
        } catch (NumberFormatException e) {
            return USUAL_WIDTH;
        }
    }
}
