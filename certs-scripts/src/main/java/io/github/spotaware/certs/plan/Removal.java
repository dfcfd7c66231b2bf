package io.github.spotaware.certs.plan;

import io.github.spotaware.certs.plan.CertificateSite.Written;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes away what was made here: trust first, then the Secrets. May be repeated. */
public final class Removal {
  private static final int ATTEMPTS = 10;

  private Removal() {}

  /**
   * Removes all of it.
   *
   * @param tell takes lines for the person
   * @throws CertsException when a configuration is changed by someone else all the time
   */
  public static void of(CertificateSite site, Consumer<String> tell) {
    boolean any = empty(site, tell);
    List<String> removed = site.removeSecrets();
    removed.forEach(what -> tell.accept("deleted " + what));
    if (!any && removed.isEmpty()) {
      tell.accept("there was nothing that these commands made");
    }
    left(site, tell);
  }

  private static boolean empty(CertificateSite site, Consumer<String> tell) {
    boolean any = false;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      boolean stale = false;
      for (WebhookTrust configuration : site.configurations()) {
        long ours = configuration.entries().stream().filter(TrustingEntry::isOurs).count();
        if (ours == 0) {
          continue;
        }
        if (site.trust(configuration, List.of()) == Written.STALE) {
          stale = true;
        } else {
          any = true;
          tell.accept(
              "%s %s: emptied the caBundle of %d entries"
                  .formatted(configuration.kind().kind(), Names.CONFIGURATION, ours));
        }
      }
      if (!stale) {
        return any;
      }
    }
    throw new CertsException(
        "someone else changes the webhook configurations all the time", "run it again");
  }

  private static void left(CertificateSite site, Consumer<String> tell) {
    for (WebhookTrust configuration : site.configurations()) {
      for (TrustingEntry entry : configuration.entries()) {
        if (!entry.bundle().isEmpty() || entry.problem().isPresent()) {
          tell.accept(
              "left: the caBundle of %s %s, entry %s, which holds a CA of someone else"
                  .formatted(configuration.kind().kind(), Names.CONFIGURATION, entry.name()));
        }
      }
    }
    Optional<String> foreign =
        site.servingSecret().flatMap(ServingSecret::foreign).map(ServingSecret.Foreign::why);
    foreign.ifPresent(why -> tell.accept("left: " + why));
    tell.accept(
        "left: the folder with the CA's key on the workstation that made it (--ca-dir); delete it"
            + " yourself when no cluster trusts that CA any more");
  }
}
