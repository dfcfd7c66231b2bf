package io.github.spotaware.webhook.server;

import io.github.spotaware.webhook.admission.AdmissionReviews;
import java.io.IOException;
import java.io.InputStream;

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
      byte[] dropped = new byte[8192];
      long left = AdmissionReviews.MAX_BYTES;
      for (int n = in.read(dropped); n >= 0 && left > 0; n = in.read(dropped)) {
        left -= n;
      }
    }
    return body;
  }
}
