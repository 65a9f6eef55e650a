package io.tacet.server.capture;

/**
 * One direction of one UDP conversation. Immutable.
 *
 * @param source who sent it
 * @param destination who was to receive it
 */
public record Flow(Endpoint source, Endpoint destination) {
    @Override
    public String toString() {
        return source + " → " + destination;
    }
}
