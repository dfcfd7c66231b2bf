package io.github.spotaware.e2e.demo.drain;

import java.util.regex.Pattern;

/** What drain clients do, in plain words. */
final class DrainWords {

  private static final Pattern WEBHOOK =
      Pattern.compile("admission webhook \"[^\"]*\" denied the request: ");

  private DrainWords() {}

  static String cordons(String node) {
    return "cordons " + node + ": no new pods there";
  }

  static String findsCordoned(String node) {
    return "finds " + node + " cordoned already";
  }

  static String leavesAlone(String pod, String why) {
    return "leaves " + pod + " alone: " + why;
  }

  static String asks(String pod) {
    return "asks to evict " + pod;
  }

  /**
   * @param why the message that came with the 429
   */
  static String isRefused(String pod, String why) {
    return "is refused " + pod + " and asks again in 5 s: " + WEBHOOK.matcher(why).replaceFirst("");
  }

  static String seesGone(String pod) {
    return "sees that " + pod + " is gone";
  }

  static String fails(String pod, String why) {
    return "gives " + pod + " up: " + why;
  }

  static String isDone(String node) {
    return "is done: " + node + " is drained";
  }
}
