/** Tests of the RecordAudio contract. */
@NullMarked
package io.tacet.action;

import org.jspecify.annotations.NullMarked;
