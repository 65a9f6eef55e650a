/**
 * Fuzz targets, each a function of bytes that must neither throw nor lose count of a packet. {@link io.tacet.server.fuzz.MutationTest}
 * runs them for two seconds each in every build, {@link io.tacet.server.fuzz.JazzerTest} (tag {@code fuzz}) with coverage.
 */
@NullMarked
package io.tacet.server.fuzz;

import org.jspecify.annotations.NullMarked;
