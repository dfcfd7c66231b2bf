package io.github.spotaware.e2e.fault;

import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.e2e.junit.Scenario;
import io.github.spotaware.e2e.playground.PlaygroundHandle;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The project's processes, each with a proxy of its own before the API server, until this is
 * closed. They are started anew for it, and again at the end.
 */
final class ProxiedProcesses implements AutoCloseable {
  static final List<String> WEBHOOKS = List.of("webhook-0", "webhook-1");
  static final List<String> SCALER = List.of("scaler");

  static final List<String> ALL = List.of("webhook-0", "webhook-1", "scaler");
  private static final Pattern SERVER = Pattern.compile("(server: )(\\S+)");
  private static final Pattern AUTHORITY = Pattern.compile("(certificate-authority-data: )(\\S+)");

  private final PlaygroundHandle playground;
  private final Map<String, ApiProxy> proxies = new LinkedHashMap<>();
  private final Map<String, String> kubeconfigs = new LinkedHashMap<>();

  private ProxiedProcesses(PlaygroundHandle playground) {
    this.playground = playground;
  }

  static ProxiedProcesses start(Scenario scenario) {
    ProxiedProcesses started = new ProxiedProcesses(scenario.playground());
    try {
      ALL.forEach(started::proxy);
      started.restart();
      return started;
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
  }

  private void proxy(String process) {
    Path file = kubeconfig(process);
    try {
      String original = Files.readString(file);
      kubeconfigs.put(process, original);
      String authority =
          new String(
              Base64.getDecoder().decode(value(AUTHORITY, original)), StandardCharsets.UTF_8);
      ApiProxy proxy = ApiProxy.start(process, URI.create(value(SERVER, original)), authority);
      proxies.put(process, proxy);
      String ours =
          Base64.getEncoder().encodeToString(ApiProxy.authority().getBytes(StandardCharsets.UTF_8));
      String changed = SERVER.matcher(original).replaceFirst("$1" + proxy.address());
      Files.writeString(file, AUTHORITY.matcher(changed).replaceFirst("$1" + ours));
    } catch (IOException e) {
      throw new EnvironmentException("could not change the kubeconfig " + file, e);
    }
  }

  private static String value(Pattern pattern, String kubeconfig) {
    Matcher matcher = pattern.matcher(kubeconfig);
    if (!matcher.find()) {
      throw new EnvironmentException("the kubeconfig has no " + pattern);
    }
    return matcher.group(2);
  }

  private Path kubeconfig(String process) {
    return Path.of(playground.spec(process).environment().get("KUBECONFIG"));
  }

  private void restart() {
    ALL.forEach(playground::kill);
    ALL.parallelStream().forEach(playground::start);
  }

  /** The proxy of one process. */
  ApiProxy of(String process) {
    return Objects.requireNonNull(proxies.get(process), process);
  }

  /** The kubeconfig of a process as it was, without a proxy. */
  String straight(String process) {
    return Objects.requireNonNull(kubeconfigs.get(process), process);
  }

  /** The same for the calls of all of them. */
  void inject(Fault fault) {
    proxies.values().forEach(proxy -> proxy.inject(fault));
  }

  /** All reach the API server without a proxy again. */
  @Override
  public void close() {
    kubeconfigs.forEach((process, original) -> {
      try {
        Files.writeString(kubeconfig(process), original);
      } catch (IOException e) {
        throw new EnvironmentException("could not restore the kubeconfig of " + process, e);
      }
    });
    restart();
    proxies.values().forEach(ApiProxy::close);
  }
}
