/** Tests of the live page: its rules, and what a browser shows of a server that plays a part. */
@NullMarked
package io.tacet.server.live;

import org.jspecify.annotations.NullMarked;
