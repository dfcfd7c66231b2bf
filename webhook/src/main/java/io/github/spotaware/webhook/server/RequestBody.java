package io.github.spotaware.webhook.server;

import io.github.spotaware.webhook.admission.AdmissionReviews;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jetty.http.HttpException;

/** Reads bodies of bounded size. */
final class RequestBody {
  private RequestBody() {}

  /**
   * Reads a body to its end. One that is too large comes back cut, one byte over the bound; a
   * bounded part of the rest is read and dropped, since a client that is still writing would not
   * see the answer.
   */
  static byte[] read(InputStream in) throws IOException {
    byte[] body = in.readNBytes(AdmissionReviews.MAX_BYTES + 1);
    if (body.length > AdmissionReviews.MAX_BYTES) {
      drop(in);
    }
    return body;
  }

  /** For an answer that needs nothing of the body: as much of it is read as is ever taken. */
  static void dropQuietly(InputStream in) {
    try {
      drop(in);
    } catch (IOException | HttpException.RuntimeException _) {
      // Whoever sent it will not hear why it was turned away.
    }
  }

  private static void drop(InputStream in) throws IOException {
    byte[] dropped = new byte[8192];
    long left = AdmissionReviews.MAX_BYTES;
    for (int n = in.read(dropped); n >= 0 && left > 0; n = in.read(dropped)) {
      left -= n;
    }
  }
}
