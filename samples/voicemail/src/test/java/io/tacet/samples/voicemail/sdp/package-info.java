/** Tests of the negotiation. */
@NullMarked
package io.tacet.samples.voicemail.sdp;

import org.jspecify.annotations.NullMarked;
