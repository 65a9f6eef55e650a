package io.tacet.s3;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A proxy on loopback before a store that does to each request what a test says. One request a connection. */
final class BadNetwork implements AutoCloseable {
    /** What happens to a request. */
    sealed interface Fault {
        /** Nothing: it arrives, the answer comes back. */
        record None() implements Fault {}

        /** The connection is reset after so many bytes of the body; the store sees a torn request. */
        record Reset(int bytes) implements Fault {}

        /** The store does it, the answer is lost. */
        record LostReply() implements Fault {}

        /** Another answer is given in the store's place, which sees nothing. */
        record Answer(String status, String headers, String body) implements Fault {}

        /** One byte of the body arrives as another. */
        record Corrupt() implements Fault {}

        /** The body trickles to the store. */
        record Slow(int bytesPerSecond) implements Fault {}
    }

    private record Request(String head, long length) {
        boolean expectsContinue() {
            return head.toLowerCase(Locale.ROOT).contains("\r\nexpect: 100-continue\r\n");
        }

        byte[] forStore() {
            String plain = head.replaceAll("(?i)\r\n(expect|connection): [^\r\n]*", "");
            return plain.replaceFirst("\r\n", "\r\nConnection: close\r\n").getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    final Map<String, AtomicInteger> faults = new ConcurrentHashMap<>();
    private final ServerSocket listener;
    private final int storePort;
    private final Function<String, Fault> dice;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** The function sees the head of each request. */
    BadNetwork(int storePort, Function<String, Fault> dice) throws IOException {
        this.storePort = storePort;
        this.dice = dice;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    int count(Class<? extends Fault> fault) {
        AtomicInteger count = faults.get(fault.getSimpleName());
        return count == null ? 0 : count.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            Request request = head(client.getInputStream());
            Fault fault = dice.apply(request.head());
            faults.computeIfAbsent(fault.getClass().getSimpleName(), n -> new AtomicInteger())
                    .incrementAndGet();
            if (fault instanceof Fault.Answer answer) {
                answer(client, request, answer);
                return;
            }
            if (request.expectsContinue()) {
                client.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            forward(client, request, fault);
        } catch (IOException e) {
            // Torn connections are this class's trade.
            return;
        }
    }

    private static void answer(Socket client, Request request, Fault.Answer answer) throws IOException {
        if (!request.expectsContinue()) {
            client.getInputStream().skipNBytes(request.length());
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + answer.status() + "\r\nConnection: close\r\nContent-Type: application/xml\r\n"
                + answer.headers() + "Content-Length: " + body.length + "\r\n\r\n";
        client.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        client.getOutputStream().write(body);
        client.getOutputStream().flush();
    }

    private void forward(Socket client, Request request, Fault fault) throws IOException {
        try (Socket store = new Socket(InetAddress.getLoopbackAddress(), storePort)) {
            OutputStream out = store.getOutputStream();
            out.write(request.forStore());
            boolean reset = fault instanceof Fault.Reset;
            long length = fault instanceof Fault.Reset r ? Math.min(r.bytes(), request.length()) : request.length();
            if (fault instanceof Fault.Corrupt) {
                out.write(client.getInputStream().read() ^ 1);
                length--;
            }
            copy(client.getInputStream(), out, length, fault instanceof Fault.Slow slow ? slow.bytesPerSecond() : 0);
            if (reset) {
                abort(store);
                abort(client);
                return;
            }
            byte[] reply = store.getInputStream().readAllBytes();
            if (fault instanceof Fault.LostReply) {
                abort(client);
                return;
            }
            client.getOutputStream().write(reply);
            client.getOutputStream().flush();
        }
    }

    private static void copy(InputStream in, OutputStream out, long length, int bytesPerSecond) throws IOException {
        byte[] buffer = new byte[bytesPerSecond == 0 ? 8192 : Math.max(1, bytesPerSecond / 10)];
        for (long left = length; left > 0; ) {
            int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (n < 0) {
                throw new EOFException();
            }
            out.write(buffer, 0, n);
            left -= n;
            if (bytesPerSecond > 0) {
                try {
                    Thread.sleep(100);
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        }
        out.flush();
    }

    /** Linger 0: the peer gets a reset, not an end of stream. */
    private static void abort(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private static Request head(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int last = 0;
        while (last != 0x0D0A0D0A) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException();
            }
            bytes.write(b);
            last = last << 8 | b;
        }
        String head = bytes.toString(StandardCharsets.ISO_8859_1);
        long length = 0;
        for (String line : head.split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Long.parseLong(line.substring(15).strip());
            }
        }
        return new Request(head, length);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }
}
