package io.tacet.server.fuzz;

import io.tacet.rtp.RtpHeader;
import io.tacet.server.RepositoryFile;
import io.tacet.server.capture.CaptureReader;
import io.tacet.server.capture.Datagram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The sample captures as inputs of each target; of the long ones only the beginning. */
final class Seeds {
    private static final int MOST_PACKETS = 80;
    private static final int LONGEST_CAPTURE = 16_384;

    /** How a packet of a capture is appended to a seed. */
    private interface Append {
        void packet(ByteArrayOutputStream seed, long deltaNanos, Datagram datagram);
    }

    private Seeds() {}

    static List<byte[]> rtp() throws IOException {
        return each(() -> (seed, delta, datagram) ->
                RtpTarget.append(seed, delta, datagram.bytes(), datagram.offset(), datagram.length()));
    }

    static List<byte[]> telephoneEvents() throws IOException {
        return each(EventAppend::new);
    }

    static List<byte[]> captures() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (Path file : files()) {
            byte[] bytes = Files.readAllBytes(file);
            seeds.add(bytes.length <= LONGEST_CAPTURE ? bytes : java.util.Arrays.copyOf(bytes, LONGEST_CAPTURE));
        }
        return seeds;
    }

    private static List<byte[]> each(java.util.function.Supplier<Append> appends) throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (Path file : files()) {
            ByteArrayOutputStream seed = new ByteArrayOutputStream();
            seed.write(seeds.size() % 3 == 0 ? 8 : 0);
            Append append = appends.get();
            Datagram datagram = new Datagram();
            try (CaptureReader reader = CaptureReader.open(file)) {
                long before = 0;
                for (int i = 0; i < MOST_PACKETS && reader.next(datagram); i++) {
                    append.packet(seed, datagram.arrivalNanos() - before, datagram);
                    before = datagram.arrivalNanos();
                }
            }
            seeds.add(seed.toByteArray());
        }
        return seeds;
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(RepositoryFile.locate("samples/captures"))) {
            return files.filter(file -> file.toString().endsWith(".pcap"))
                    .sorted()
                    .toList();
        }
    }

    /** Steps are told from packet to packet. */
    private static final class EventAppend implements Append {
        private @Nullable RtpHeader before;

        @Override
        public void packet(ByteArrayOutputStream seed, long deltaNanos, Datagram datagram) {
            RtpHeader packet = new RtpHeader();
            if (packet.parse(datagram.bytes(), datagram.offset(), datagram.length()) == RtpHeader.Kind.RTP) {
                TelephoneEventTarget.append(seed, deltaNanos, packet, datagram.bytes(), before);
                before = packet;
            }
        }
    }
}
