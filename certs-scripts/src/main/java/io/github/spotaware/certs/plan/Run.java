package io.github.spotaware.certs.plan;

import io.github.spotaware.certs.pki.CertificateMaker;
import io.github.spotaware.certs.pki.Identity;
import io.github.spotaware.certs.plan.CertificateSite.Written;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Takes steps until none is left: reads, asks {@link Planner}, acts, and reads again. */
public final class Run {
  /** A change of the CA takes nine steps; what is beyond this is a conflict that does not end. */
  private static final int MAX_STEPS = 60;

  private static final Duration AFTER_CONFLICT = Duration.ofMillis(300);

  /** Every API server has heard of a changed webhook configuration by then. */
  private static final Duration PROPAGATION = Duration.ofSeconds(5);

  private final CertificateSite site;
  private final AuthorityStore store;
  private final CertificateMaker maker;
  private final InstantSource clock;
  private final Pauses pauses;
  private final Consumer<String> tell;

  /**
   * Prepares a run.
   *
   * @param tell takes lines for the person
   */
  public Run(
      CertificateSite site,
      AuthorityStore store,
      CertificateMaker maker,
      InstantSource clock,
      Pauses pauses,
      Consumer<String> tell) {
    this.site = site;
    this.store = store;
    this.maker = maker;
    this.clock = clock;
    this.pauses = pauses;
    this.tell = tell;
  }

  /**
   * Fulfils the wish.
   *
   * @param settle how long to wait for the webhooks at most
   * @return what is missing still, for people; empty where all is done
   * @throws CertsException when it can't be fulfilled
   */
  public Optional<String> fulfil(Wish wish, Duration settle) {
    Progress progress = Progress.NONE;
    for (int steps = 0; steps < MAX_STEPS; steps++) {
      CertState state = new CertState(site.servingSecret(), site.configurations(), store.load());
      Step step = Planner.next(wish, state, progress, clock.instant());
      switch (step) {
        case Step.Refused refused ->
            throw new CertsException(refused.problem(), refused.nextStep());
        case Step.Done done -> {
          return missing(steps, done);
        }
        case Step.MakeAuthority _ -> store.save(state.held().withCurrent(newAuthority()));
        case Step.MakeNextAuthority _ -> store.save(state.held().withNext(newAuthority()));
        case Step.Trust trust -> trust(state, trust);
        case Step.Issue issue -> {
          if (issue(wish, state, issue)) {
            progress = progress.afterIssue();
          }
        }
        case Step.AwaitServed wait -> {
          new Settling(settle, pauses, tell).await(site, wait.serving());
          progress = progress.afterServed();
        }
        case Step.Promote _ -> {
          store.save(state.held().promoted());
          progress = progress.afterPromotion();
          tell.accept(
              "the change of the CA is complete; the old CA's key is gone from " + store.place());
        }
      }
    }
    throw new CertsException(
        "someone else writes the same objects all the time: gave up after " + MAX_STEPS + " steps",
        "see who does (kubectl get ... -o yaml --show-managed-fields), then run it again");
  }

  private Optional<String> missing(int steps, Step.Done done) {
    if (done.missing().isEmpty() || !site.hasConfigurations()) {
      if (steps == 0) {
        tell.accept("nothing to do: all is there and fits");
      }
      return Optional.empty();
    }
    return Optional.of(
        done.missing().stream().map(WebhookKind::kind).collect(Collectors.joining(" and "))
            + " "
            + Names.CONFIGURATION
            + " not found: the API server does not trust the CA yet");
  }

  private Identity newAuthority() {
    Identity authority = maker.authority(clock.instant());
    tell.accept(
        "made a CA: "
            + name(authority.certificate())
            + ", valid until "
            + authority.certificate().getNotAfter().toInstant());
    tell.accept(
        "its private key is in "
            + store.place()
            + ": keep it, and keep it secret; renew-certs needs it");
    return authority;
  }

  private void trust(CertState state, Step.Trust trust) {
    boolean stale = false;
    for (WebhookTrust configuration : state.configurations()) {
      if (configuration.entries().stream()
          .allMatch(entry -> entry.trustsExactly(trust.authorities()))) {
        continue;
      }
      if (site.trust(configuration, trust.authorities()) == Written.DONE) {
        tell.accept(
            "%s %s: its %d entries trust %s"
                .formatted(
                    configuration.kind().kind(),
                    Names.CONFIGURATION,
                    configuration.entries().size(),
                    names(trust.authorities())));
      } else {
        stale = true;
      }
    }
    Optional<ServingSecret> secret = state.secret();
    if (secret.isPresent() && !secret.get().authorities().equals(trust.authorities())) {
      stale |= site.storeAuthorities(secret.get(), trust.authorities()) == Written.STALE;
    }
    if (stale) {
      pauses.sleep(AFTER_CONFLICT);
    }
  }

  private boolean issue(Wish wish, CertState state, Step.Issue issue) {
    if (issue.changesAuthority()) {
      pauses.sleep(PROPAGATION);
    }
    Identity serving = maker.serving(issue.by(), wish.names(), clock.instant());
    Written written = site.storeServing(state.secret(), serving, issue.authorities());
    if (written == Written.STALE) {
      pauses.sleep(AFTER_CONFLICT);
      return false;
    }
    tell.accept(
        "stored a serving certificate, valid until "
            + serving.certificate().getNotAfter().toInstant()
            + ", signed by "
            + name(issue.by().certificate()));
    return true;
  }

  private static String names(List<X509Certificate> certificates) {
    return certificates.stream().map(Run::name).collect(Collectors.joining(" and "));
  }

  private static String name(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }
}
