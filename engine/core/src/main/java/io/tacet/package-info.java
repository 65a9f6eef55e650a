/** The API. Start with {@link io.tacet.RecordingEngine}. */
@NullMarked
package io.tacet;

import org.jspecify.annotations.NullMarked;
