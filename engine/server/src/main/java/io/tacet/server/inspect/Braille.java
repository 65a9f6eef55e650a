package io.tacet.server.inspect;

/** A canvas of braille cells, two dots wide and four high each. Thread: one. */
final class Braille {
    private static final char EMPTY = '\u2800';
    /** Bits of a cell's dots, by row from the top, left and right (Unicode 6.0, section 15.10). */
    private static final int[] LEFT = {0x01, 0x02, 0x04, 0x40};

    private static final int[] RIGHT = {0x08, 0x10, 0x20, 0x80};

    private final int[][] cells;

    Braille(int columns, int rows) {
        cells = new int[rows][columns];
    }

    int dotColumns() {
        return 2 * cells[0].length;
    }

    int dotRows() {
        return 4 * cells.length;
    }

    /** Sets a dot; {@code y} counts from the bottom. */
    void dot(int x, int y) {
        int fromTop = dotRows() - 1 - y;
        cells[fromTop / 4][x / 2] |= (x % 2 == 0 ? LEFT : RIGHT)[fromTop % 4];
    }

    /** A cell as a character, or {@code blank} where it has no dot. */
    char cell(int column, int row, char blank) {
        int dots = cells[row][column];
        return dots == 0 ? blank : (char) (EMPTY | dots);
    }
}
