package io.github.spotaware.certs.cluster;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.certs.pki.CertificateProblem;
import io.github.spotaware.certs.pki.Identity;
import io.github.spotaware.certs.pki.Pem;
import io.github.spotaware.certs.plan.AuthorityStore;
import io.github.spotaware.certs.plan.CertificateSite.Written;
import io.github.spotaware.certs.plan.CertsException;
import io.github.spotaware.certs.plan.Held;
import io.github.spotaware.certs.plan.Names;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Keeps the CA in the Secret {@value Names#AUTHORITY_SECRET}: only where that was asked for. */
public final class SecretAuthorityStore implements AuthorityStore {
  private static final String TYPE = "Opaque";
  private static final String CURRENT = "ca";
  private static final String NEXT = "next";

  private final Requests requests;
  private final String namespace;
  private Optional<String> seenVersion = Optional.empty();

  /** In this namespace. */
  public SecretAuthorityStore(KubernetesClient client, String namespace) {
    this.requests = new Requests(client, namespace);
    this.namespace = namespace;
  }

  /** Whether the Secret is there and was made here. */
  public boolean isThere() {
    return requests.secret(Names.AUTHORITY_SECRET).filter(KubernetesSite::isOurs).isPresent();
  }

  @Override
  public Held load() {
    Optional<Secret> secret = secret();
    seenVersion = secret.map(there -> there.getMetadata().getResourceVersion());
    Map<String, String> values = secret.map(Requests::decoded).orElse(Map.of());
    return new Held(identity(values, CURRENT), identity(values, NEXT));
  }

  @Override
  public void save(Held held) {
    Map<String, String> values = new TreeMap<>();
    held.current().ifPresent(identity -> put(values, CURRENT, identity));
    held.next().ifPresent(identity -> put(values, NEXT, identity));
    Written written =
        seenVersion.isPresent()
            ? requests.replaceSecret(Names.AUTHORITY_SECRET, seenVersion.get(), values)
            : requests.createSecret(Names.AUTHORITY_SECRET, TYPE, values);
    if (written == Written.STALE) {
      throw new CertsException(
          place() + " was changed by someone else at the same time",
          "let one of you finish, then run the same command again");
    }
  }

  @Override
  public String place() {
    return "Secret " + Names.AUTHORITY_SECRET + " in namespace " + namespace;
  }

  private Optional<Secret> secret() {
    Optional<Secret> there = requests.secret(Names.AUTHORITY_SECRET);
    if (there.isPresent() && !KubernetesSite.isOurs(there.get())) {
      throw new CertsException(
          place() + " was not made by these commands",
          "if nothing needs it, delete it; or keep the CA in a folder with --ca-dir");
    }
    return there;
  }

  private static void put(Map<String, String> values, String name, Identity identity) {
    values.put(name + ".crt", Pem.ofCertificates(List.of(identity.certificate())));
    values.put(name + ".key", Pem.ofKey(identity.key()));
  }

  private Optional<Identity> identity(Map<String, String> values, String name) {
    String certificate = values.get(name + ".crt");
    String key = values.get(name + ".key");
    if (certificate == null && key == null) {
      return Optional.empty();
    }
    try {
      List<X509Certificate> certificates =
          Pem.certificates(name + ".crt", certificate == null ? "" : certificate);
      if (certificates.size() != 1) {
        throw new CertificateProblem(name + ".crt holds no single certificate");
      }
      return Optional.of(
          Identity.of(certificates.getFirst(), Pem.key(name + ".key", key == null ? "" : key)));
    } catch (CertificateProblem e) {
      throw new CertsException(
          place() + ": " + e.words(),
          "restore it from a backup; where it is lost, delete it and run rotate-ca --store-ca-key");
    }
  }
}
