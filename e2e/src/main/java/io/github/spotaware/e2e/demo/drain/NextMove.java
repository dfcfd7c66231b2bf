package io.github.spotaware.e2e.demo.drain;

import java.net.HttpURLConnection;

/** What a drain does once its eviction is answered. */
enum NextMove {
  /** It was let go: wait until the pod is gone. */
  AWAIT_ITS_END,
  /** There is no such pod any more. */
  DONE,
  /** Refused for now. */
  ASK_AGAIN,
  /** Refused for good. */
  GIVE_UP;

  private static final int TOO_MANY_REQUESTS = 429;

  /**
   * @param code the HTTP status of the answer
   */
  static NextMove after(int code) {
    return switch (code) {
      case HttpURLConnection.HTTP_OK, HttpURLConnection.HTTP_CREATED -> AWAIT_ITS_END;
      case HttpURLConnection.HTTP_NOT_FOUND -> DONE;
      case TOO_MANY_REQUESTS -> ASK_AGAIN;
      default -> GIVE_UP;
    };
  }
}
