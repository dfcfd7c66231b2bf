package io.github.spotaware.e2e.controlplane;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;

/**
 * The keys, certificates and kubeconfigs of one control plane, as files.
 *
 * @param folder holds them
 * @param server the API server's address
 * @param authority the cluster's certificate authority, PEM
 * @param serving the serving certificate of all its processes
 * @param serviceAccountKey signs ServiceAccount tokens, PEM
 * @param serviceAccountPublicKey verifies them, PEM
 */
record ControlPlaneKeys(
    Path folder,
    URI server,
    Path authority,
    Identity.Pair serving,
    Path serviceAccountKey,
    Path serviceAccountPublicKey) {

  static final String ADMIN = "admin";

  /** Makes all of them. */
  static ControlPlaneKeys create(Path folder) {
    Pki pki = new Pki("kubernetes-ca");
    URI server = URI.create("https://127.0.0.1:" + Loopback.freePort());
    Path authority = pki.authority().writeTo(folder, "ca").certificate();
    Identity.Pair serving =
        pki.server(
                "kube-apiserver",
                List.of("localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc"),
                List.of("127.0.0.1", "10.96.0.1"))
            .writeTo(folder, "serving");
    KeyPair serviceAccount = Pki.newKeys();
    ControlPlaneKeys keys =
        new ControlPlaneKeys(
            folder,
            server,
            authority,
            serving,
            write(folder, "sa.key", "PRIVATE KEY", serviceAccount.getPrivate().getEncoded()),
            write(folder, "sa.pub", "PUBLIC KEY", serviceAccount.getPublic().getEncoded()));
    Kubeconfig kubeconfig = new Kubeconfig(server, pki.authority().certificatePem());
    keys.add(kubeconfig, ADMIN, pki.client("kubernetes-admin", "system:masters"));
    keys.add(
        kubeconfig, Components.CONTROLLER_MANAGER, pki.client("system:kube-controller-manager"));
    keys.add(kubeconfig, Components.SCHEDULER, pki.client("system:kube-scheduler"));
    keys.add(kubeconfig, Components.KWOK, pki.client("kwok"));
    return keys;
  }

  /** Writes kubeconfigs for other clients of this API server. */
  Kubeconfig kubeconfigWriter() {
    try {
      return new Kubeconfig(server, Files.readString(authority));
    } catch (IOException e) {
      throw new EnvironmentException("could not read " + authority, e);
    }
  }

  /** The kubeconfig of this one of the four clients. */
  Path kubeconfig(String client) {
    return folder.resolve(client + ".kubeconfig");
  }

  private void add(Kubeconfig kubeconfig, String client, Identity identity) {
    kubeconfig.write(kubeconfig(client), client, identity);
  }

  private static Path write(Path folder, String name, String type, byte[] key) {
    try {
      return Files.writeString(folder.resolve(name), Identity.pem(type, key));
    } catch (IOException e) {
      throw new EnvironmentException("could not write " + folder.resolve(name), e);
    }
  }
}
