package io.github.spotaware.certs;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.spotaware.certs.cluster.Connection;
import io.github.spotaware.certs.cluster.KubernetesSite;
import io.github.spotaware.certs.cluster.SecretAuthorityStore;
import io.github.spotaware.certs.pki.CertificateMaker;
import io.github.spotaware.certs.pki.Lifetimes;
import io.github.spotaware.certs.plan.AuthorityStore;
import io.github.spotaware.certs.plan.CertificateSite;
import io.github.spotaware.certs.plan.CertsException;
import io.github.spotaware.certs.plan.Pauses;
import io.github.spotaware.certs.plan.Run;
import io.github.spotaware.certs.plan.Wish;
import io.github.spotaware.certs.store.FolderAuthorityStore;
import io.github.spotaware.certs.store.FolderSite;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a command works on: a cluster or a folder, opened for one command. */
final class Session implements AutoCloseable {
  private final Target target;
  private final @Nullable KubernetesClient client;
  private final CertificateSite site;

  private Session(Target target, @Nullable KubernetesClient client, CertificateSite site) {
    this.target = target;
    this.client = client;
    this.site = site;
  }

  /** Runs something on what the options name. */
  static <T> T with(Target target, Function<Session, T> work) {
    String namespace = target.namespace();
    Optional<Path> folder = target.offline();
    if (folder.isPresent()) {
      return work.apply(new Session(target, null, new FolderSite(folder.get(), namespace)));
    }
    KubernetesClient client = Connection.open(target.kubeconfig(), target.context());
    try (Session session = new Session(target, client, new KubernetesSite(client, namespace))) {
      return work.apply(session);
    } catch (KubernetesClientException e) {
      throw Connection.explain(e, client);
    }
  }

  CertificateSite site() {
    return site;
  }

  /** Fulfils a wish and tells the person about it; the exit code. */
  int fulfil(
      Wish wish, AuthorityPlace place, Lifetimes lifetimes, Duration settle, PrintWriter out) {
    Run run =
        new Run(
            site,
            store(place),
            new CertificateMaker(new SecureRandom(), lifetimes),
            InstantSource.system(),
            Pauses.SLEEPING,
            out::println);
    Optional<String> missing = run.fulfil(wish, settle);
    if (missing.isPresent()) {
      throw new CertsException(
          missing.get(), "apply the manifests (kubectl apply -k k8s-manifests), then run it again");
    }
    return 0;
  }

  private AuthorityStore store(AuthorityPlace place) {
    if (place.inCluster() && (client == null || place.folder().isPresent())) {
      throw target.wrong("--store-ca-key goes with neither --offline nor --ca-dir");
    }
    if (client != null) {
      SecretAuthorityStore inCluster = new SecretAuthorityStore(client, target.namespace());
      if (place.inCluster() || (place.folder().isEmpty() && inCluster.isThere())) {
        return inCluster;
      }
    }
    return new FolderAuthorityStore(place.folder().orElse(AuthorityPlace.DEFAULT_FOLDER));
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
    }
  }
}
