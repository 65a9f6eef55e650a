/** Tests of the voicemail with phones of text: what is sent is what stands there. Depends on nothing but the voicemail and the JDK. */
@NullMarked
package io.tacet.samples.voicemail;

import org.jspecify.annotations.NullMarked;
