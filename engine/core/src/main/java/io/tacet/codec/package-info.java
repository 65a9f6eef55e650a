/**
 * Samples and their bytes: G.711 µ-law and A-law, 16-bit linear. Start with {@link io.tacet.codec.Decoders}.
 *
 * <p>Thread: any; nothing here has state, blocks, throws for what a payload contains, or allocates. Depends on the API's value types
 * and the SPI only.
 */
@NullMarked
package io.tacet.codec;

import org.jspecify.annotations.NullMarked;
