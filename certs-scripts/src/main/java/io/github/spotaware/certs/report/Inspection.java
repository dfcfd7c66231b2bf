package io.github.spotaware.certs.report;

import io.github.spotaware.certs.pki.Certificates;
import io.github.spotaware.certs.plan.CertState;
import io.github.spotaware.certs.plan.Names;
import io.github.spotaware.certs.plan.ServingSecret;
import io.github.spotaware.certs.plan.TrustingEntry;
import io.github.spotaware.certs.plan.WebhookKind;
import io.github.spotaware.certs.plan.WebhookTrust;
import io.github.spotaware.certs.plan.Wish;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at certificates as the API server does when it calls a webhook. */
public final class Inspection {
  private final CertState state;
  private final List<String> expected;
  private final Instant now;
  private final List<String> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Map<String, List<String>> refusals = new LinkedHashMap<>();

  private Inspection(CertState state, List<String> names, Instant now) {
    this.state = state;
    this.expected = names;
    this.now = now;
  }

  /**
   * Looks at all of it.
   *
   * @param names that the serving certificate has to be for
   * @param withConfigurations whether webhook configurations are expected
   */
  public static Report of(
      CertState state, List<String> names, boolean withConfigurations, Instant now) {
    return new Inspection(state, names, now).look(withConfigurations);
  }

  private Report look(boolean withConfigurations) {
    if (state.secret().isEmpty()) {
      problems.add("there is no Secret " + Names.SERVING_SECRET + "; next step: run create-certs");
    }
    state.secret().ifPresent(this::secret);
    List<Report.Entry> entries = new ArrayList<>();
    for (WebhookTrust configuration : state.configurations()) {
      for (TrustingEntry entry : configuration.entries()) {
        entries.add(entry(configuration, entry));
      }
    }
    refusals.forEach((why, names) ->
        problems.add(
            why + " (entries " + String.join(", ", names) + "); next step: run create-certs"));
    if (withConfigurations) {
      for (WebhookKind kind : state.missing()) {
        problems.add(
            "there is no "
                + kind.kind()
                + " "
                + Names.CONFIGURATION
                + "; next step: apply the manifests, then run create-certs");
      }
    }
    return new Report(
        serving().map(certificate -> CertificateRow.of(certificate, now)),
        state.secret().stream()
            .flatMap(secret -> secret.authorities().stream())
            .map(certificate -> CertificateRow.of(certificate, now))
            .toList(),
        List.copyOf(entries),
        List.copyOf(problems),
        List.copyOf(notes));
  }

  private Optional<X509Certificate> serving() {
    return state.secret().flatMap(ServingSecret::serving);
  }

  private void secret(ServingSecret secret) {
    String name = "Secret " + Names.SERVING_SECRET + ": ";
    secret
        .foreign()
        .ifPresent(foreign ->
            (foreign.mayServe() ? notes : problems)
                .add(foreign.why() + "; to change that: " + foreign.wayOut()));
    secret.problem().ifPresent(problem -> problems.add(name + problem));
    if (secret.authorities().isEmpty() && secret.foreign().isEmpty()) {
      problems.add(name + "ca.crt names no CA; next step: run create-certs");
    }
    for (X509Certificate authority : secret.authorities()) {
      life("the CA " + name(authority), authority, "run rotate-ca");
    }
    if (secret.authorities().size() > 1) {
      problems.add(
          "two CAs are trusted: a change of the CA is under way; next step: run rotate-ca");
    }
    serving()
        .ifPresent(certificate -> {
          life("the serving certificate", certificate, "run renew-certs");
          List<String> missing = Certificates.missingNames(certificate, expected(secret));
          if (!missing.isEmpty()) {
            problems.add(
                "the serving certificate is not for "
                    + String.join(", ", missing)
                    + "; next step: run create-certs");
          }
          if (!secret.authorities().isEmpty()) {
            Certificates.refusal(secret.chain(), secret.authorities(), now)
                .ifPresent(refusal ->
                    problems.add(
                        "the serving certificate does not verify with ca.crt: " + refusal));
          }
        });
  }

  /** Of a certificate of someone else only what the API server asks for. */
  private List<String> expected(ServingSecret secret) {
    return expected.stream()
        .filter(name -> secret.foreign().isEmpty() || name.endsWith(".svc"))
        .toList();
  }

  private void life(String what, X509Certificate certificate, String nextStep) {
    if (!certificate.getNotAfter().toInstant().isAfter(now.plus(Wish.SOON))) {
      problems.add(
          what + " " + CertificateRow.of(certificate, now).life() + "; next step: " + nextStep);
    }
  }

  private Report.Entry entry(WebhookTrust configuration, TrustingEntry entry) {
    String where = configuration.kind().kind() + " " + Names.CONFIGURATION;
    Optional<String> refusal =
        entry
            .problem()
            .map(problem -> "the entry: " + problem)
            .or(() ->
                entry.bundle().isEmpty()
                    ? Optional.of("to call a webhook whose caBundle is empty")
                    : Certificates.refusal(
                            state.secret().map(ServingSecret::chain).orElse(List.of()),
                            entry.bundle(),
                            now)
                        .map(why -> "the serving certificate: " + why));
    refusal.ifPresent(why ->
        refusals
            .computeIfAbsent(where + ": the API server refuses " + why, _ -> new ArrayList<>())
            .add(entry.name()));
    return new Report.Entry(
        where,
        entry.name(),
        entry.bundle().stream().map(Inspection::name).toList(),
        refusal.isEmpty());
  }

  private static String name(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }
}
