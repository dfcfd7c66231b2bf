package io.github.spotaware.webhook.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.cert.CertificateParsingException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ServerNamesTest {
  private static final TestPki PKI = new TestPki(Instant.parse("2026-05-01T12:00:00Z"));
  private static final KeyPair KEYS = TestPki.ec();
  private static final String POD = "spot-aware-webhook-0.spot-scaling.svc";
  private static final String ALL = "spot-aware-webhook.spot-scaling.svc";

  static Stream<Arguments> certificates() {
    return Stream.of(
        row("both names", List.of(ALL, POD), List.of()),
        row("more names", List.of("a.b", ALL, POD, POD + ".cluster.local"), List.of()),
        row("in capitals", List.of("SPOT-AWARE-WEBHOOK.spot-scaling.SVC", POD), List.of()),
        row("a star for the Service", List.of("*.spot-scaling.svc"), List.of()),
        row("a star for one name", List.of(POD, "*.spot-scaling.svc"), List.of()),
        row("a star for two labels", List.of("*.svc"), List.of(POD, ALL)),
        row("a star within a label", List.of("spot-*.spot-scaling.svc"), List.of(POD, ALL)),
        row("a star further back", List.of("spot-aware-webhook-0.*.svc"), List.of(POD, ALL)),
        row("a star alone", List.of("*"), List.of(POD, ALL)),
        row("one name is missing", List.of(ALL), List.of(POD)),
        row("another namespace", List.of("spot-aware-webhook.other.svc"), List.of(POD, ALL)),
        row("names of the cluster only", List.of(POD + ".cluster.local"), List.of(POD, ALL)),
        row("a dot at the end", List.of(ALL + ".", POD), List.of(ALL)),
        row("a name in the subject alone", List.of(), List.of(POD, ALL)));
  }

  private static Arguments row(String what, List<String> certified, List<String> missing) {
    return Arguments.of(what, certified, missing);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("certificates")
  void missesWhatTheApiServerWouldMiss(String what, List<String> certified, List<String> missing)
      throws CertificateParsingException {
    var certificate = PKI.issueFor(KEYS, certified.toArray(String[]::new));
    assertThat(new ServerNames(List.of(POD, ALL)).missingIn(certificate)).isEqualTo(missing);
  }

  @Test
  void missesNothingWhereNothingIsKnown() throws CertificateParsingException {
    assertThat(ServerNames.UNKNOWN.missingIn(PKI.issueFor(KEYS))).isEmpty();
  }
}
