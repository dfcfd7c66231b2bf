package io.github.spotaware.e2e.controlplane;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;

/**
 * Writes kubeconfig files for one API server.
 *
 * @param server its address
 * @param authorityPem the certificate authority that signed its certificate
 */
public record Kubeconfig(URI server, String authorityPem) {

  /** For a client that proves itself with a certificate. */
  public Path write(Path file, String user, Identity identity) {
    String credentials =
        "client-certificate-data: %s\n    client-key-data: %s"
            .formatted(base64(identity.certificatePem()), base64(identity.sec1KeyPem()));
    return write(file, user, "default", credentials);
  }

  /**
   * For a client that proves itself with a bearer token, in this namespace unless it says
   * otherwise.
   */
  public Path write(Path file, String user, String namespace, Token token) {
    return write(file, user, namespace, "token: " + token.value());
  }

  /**
   * A bearer token.
   *
   * @param value as sent
   */
  public record Token(String value) {
    @Override
    public String toString() {
      return "Token[...]";
    }
  }

  private Path write(Path file, String user, String namespace, String credentials) {
    String content =
        """
        apiVersion: v1
        kind: Config
        clusters:
        - name: playground
          cluster:
            server: %s
            certificate-authority-data: %s
        contexts:
        - name: playground
          context:
            cluster: playground
            user: %s
            namespace: %s
        current-context: playground
        users:
        - name: %s
          user:
            %s
        """
            .formatted(server, base64(authorityPem), user, namespace, user, credentials);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      return Files.writeString(file, content);
    } catch (IOException e) {
      throw new EnvironmentException("could not write the kubeconfig " + file, e);
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
