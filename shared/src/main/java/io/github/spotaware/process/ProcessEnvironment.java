package io.github.spotaware.process;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a process is told by its environment.
 *
 * @param podName POD_NAME; names the process in Events and in the Lease
 * @param listenAddress LISTEN_ADDRESS; all addresses unless set
 * @param managementPort MANAGEMENT_PORT; for metrics, and the scaler's probes
 * @param tlsDirectory TLS_DIRECTORY, with tls.crt and tls.key; the webhook's only
 * @param tlsServerNames TLS_SERVER_NAMES, separated by commas: what each certificate there must be
 *     for; not checked unless set
 */
public record ProcessEnvironment(
    String podName,
    String listenAddress,
    int managementPort,
    String tlsDirectory,
    List<String> tlsServerNames) {
  private static final int DEFAULT_MANAGEMENT_PORT = 8080;

  /** Copies the names. */
  public ProcessEnvironment {
    tlsServerNames = List.copyOf(tlsServerNames);
  }

  /**
   * @throws IllegalArgumentException naming the variable, its value and what is allowed
   */
  public static ProcessEnvironment of(Map<String, String> environment, String defaultName) {
    return new ProcessEnvironment(
        value(environment, "POD_NAME", defaultName),
        value(environment, "LISTEN_ADDRESS", "0.0.0.0"),
        port(environment, "MANAGEMENT_PORT"),
        value(environment, "TLS_DIRECTORY", "/etc/spot-aware-webhook/tls"),
        list(environment, "TLS_SERVER_NAMES"));
  }

  private static List<String> list(Map<String, String> environment, String name) {
    return Stream.of(value(environment, name, "").split(","))
        .map(String::trim)
        .filter(each -> !each.isEmpty())
        .toList();
  }

  private static String value(Map<String, String> environment, String name, String otherwise) {
    String value = environment.getOrDefault(name, "").trim();
    return value.isEmpty() ? otherwise : value;
  }

  private static int port(Map<String, String> environment, String name) {
    String text = value(environment, name, Integer.toString(DEFAULT_MANAGEMENT_PORT));
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Said below, with the name.
    }
    throw new IllegalArgumentException(
        name + ": \"" + text + "\" is not allowed; allowed: a port from 0 to 65535");
  }
}
