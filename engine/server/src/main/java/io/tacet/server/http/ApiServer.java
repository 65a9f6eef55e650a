package io.tacet.server.http;

import io.tacet.server.serve.ServeConfig;
import io.tacet.server.serve.ServeDaemon;
import java.io.IOException;
import java.util.List;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The HTTP server of {@code tacet serve}: bounded in threads, connections, header and body sizes, and in how long it waits.
 *
 * <p>Thread: started and closed by one. Design note: connections are read and written without a thread each, so a thousand clients that send
 * a byte a minute, or nothing, cost a thousand sockets and no thread; they are let go when they idle, or take too long for a body.
 */
public final class ApiServer implements AutoCloseable {
    private static final int THREADS = 16;
    private static final int HEADER_BYTES = 8192;

    private final Server server;
    private final ServerConnector connector;
    private final EventHub events;

    private ApiServer(Server server, ServerConnector connector, EventHub events) {
        this.server = server;
        this.connector = connector;
        this.events = events;
    }

    /**
     * Begins to listen.
     *
     * @param reports makes the page of a recording that is over
     * @throws IOException with one line if the address cannot be used
     */
    public static ApiServer start(ServeDaemon daemon, ReportMaker reports) throws IOException {
        ServeConfig.Http config = daemon.config().http();
        EventHub events = new EventHub(daemon.registry(), daemon::totals, config.maxEventStreams());
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 4);
        threads.setName("tacet-http");
        threads.setDaemon(true);
        Server server = new Server(threads);
        ServerConnector connector = connector(server, config);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(config.maxConnections(), connector));
        List<Route> routes = Routes.of(daemon, events, new Metrics(daemon, events), reports);
        server.setHandler(new ApiHandler(routes, config, new Access(config.token()), events));
        server.setErrorHandler(new TypedErrors());
        try {
            server.start();
        } catch (Exception e) {
            events.close();
            throw new IOException(reason(e), e);
        }
        return new ApiServer(server, connector, events);
    }

    private static ServerConnector connector(Server server, ServeConfig.Http config) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setIdleTimeout(config.idle().toMillis());
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(config.host());
        connector.setPort(config.port());
        connector.setIdleTimeout(config.idle().toMillis());
        connector.setAcceptQueueSize(1024);
        return connector;
    }

    /** The innermost message: the address is said by whoever reports. */
    private static String reason(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).replaceAll("\\p{Cntrl}+", " ");
    }

    /** The port that it listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    /** How many connections are open. */
    public int connections() {
        return connector.getConnectedEndPoints().size();
    }

    /** Tells readers of events what is to be told, then closes all connections. */
    @Override
    public void close() {
        events.close();
        try {
            server.setStopTimeout(0); // no recording runs any more: nobody is waited for
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP server did not stop: " + reason(e), e);
        }
    }
}
