package io.github.spotaware.webhook.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;

/**
 * Finds out whether a caller has closed its connection. The API server speaks HTTP/1.1 and closes
 * the connection when its own client has hung up; Jetty reads nothing while a handler runs, so the
 * handler has to look.
 *
 * <p>To be made once the request's body has been read to its end: from then on nothing but the end
 * of the stream is due before the answer. Bytes that come all the same (a pipelined request, which
 * Go's client never sends) are lost to Jetty, so the connection must be closed after the answer.
 */
final class HangUpProbe implements Caller {
  private final EndPoint endPoint;
  private final ByteBuffer buffer = BufferUtil.allocate(64);
  private boolean gone;
  private boolean lostBytes;
  private boolean finished;

  HangUpProbe(EndPoint endPoint) {
    this.endPoint = endPoint;
  }

  @Override
  public synchronized boolean isGone() {
    if (gone || finished) {
      return gone;
    }
    try {
      BufferUtil.clear(buffer);
      int filled = endPoint.fill(buffer);
      gone = filled < 0;
      lostBytes |= filled > 0;
    } catch (IOException _) {
      gone = true; // reset, or TLS cut off without its closing message
    }
    return gone;
  }

  /**
   * Ends the probing, before the connection is given back to Jetty.
   *
   * @return true when the connection can't serve another request
   */
  synchronized boolean finish() {
    finished = true;
    return gone || lostBytes;
  }
}
