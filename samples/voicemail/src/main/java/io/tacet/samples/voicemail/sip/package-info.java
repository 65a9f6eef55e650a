/**
 * SIP over UDP and TCP (RFC 3261) by JAIN-SIP: what is protocol only is answered here, calls are handed on.
 * Thread: events come on the stack's threads and are passed to the executor of the calls. Depends on JAIN-SIP.
 */
@NullMarked
package io.tacet.samples.voicemail.sip;

import org.jspecify.annotations.NullMarked;
