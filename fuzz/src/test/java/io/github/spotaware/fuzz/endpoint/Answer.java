package io.github.spotaware.fuzz.endpoint;

import java.util.List;
import java.util.Locale;

/** What came back for a {@link Call}: status line and headers as lines, and the body. */
record Answer(List<String> head, String body) {
  int status() {
    return Integer.parseInt(head.getFirst().split(" ", 3)[1]);
  }

  /** Empty where there is none. */
  String header(String name) {
    String prefix = name.toLowerCase(Locale.ROOT) + ":";
    return head.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
        .map(line -> line.substring(prefix.length()).strip())
        .findFirst()
        .orElse("");
  }

  boolean closes() {
    return header("Connection").equalsIgnoreCase("close");
  }
}
