/** Tacet: a real-time audio recording engine that knows when to stop. */
module io.tacet.core {
    requires static transitive org.jspecify;
    requires org.agrona;
    requires org.jctools.core;

    exports io.tacet;
    exports io.tacet.codec;
    exports io.tacet.core;
    exports io.tacet.rtp;
    exports io.tacet.sink;
    exports io.tacet.spi;
    exports io.tacet.wav;
}
