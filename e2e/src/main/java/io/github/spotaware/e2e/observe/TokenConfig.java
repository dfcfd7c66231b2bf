package io.github.spotaware.e2e.observe;

import io.fabric8.kubernetes.client.Config;
import java.nio.file.Path;

/** How to reach the server of a kubeconfig as somebody else. */
public final class TokenConfig {
  private TokenConfig() {}

  /** For whoever this bearer token names; the kubeconfig's own user does not count. */
  public static Config of(Path kubeconfig, String token) {
    Config config = Config.fromKubeconfig(kubeconfig.toFile());
    config.setClientCertData(null);
    config.setClientKeyData(null);
    config.setOauthToken(token);
    return config;
  }
}
