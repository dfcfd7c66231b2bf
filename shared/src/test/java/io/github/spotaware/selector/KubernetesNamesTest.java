package io.github.spotaware.selector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesNamesTest {

  static Stream<String> keys() {
    return Stream.of(
        "a",
        "A9",
        "a-b_c.d",
        "in",
        "example.com/a",
        "a.b-c.d/X",
        "x".repeat(63),
        longestPrefix() + "/" + "x".repeat(63));
  }

  static Stream<String> notKeys() {
    return Stream.of(
        "",
        "/",
        "/a",
        "a/",
        "a/b/c",
        "-a",
        "a-",
        "_a",
        "a.",
        "a b",
        "a\n",
        "ä",
        "Example.com/a",
        "a..b/c",
        "-a/c",
        "a_b/c",
        "x".repeat(64),
        "a/" + "x".repeat(64),
        longestPrefix() + "x/a");
  }

  private static String longestPrefix() {
    return "x".repeat(49) + ".y".repeat(102);
  }

  @ParameterizedTest
  @MethodSource
  void keys(String key) {
    assertThat(KubernetesNames.keyProblem(key)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource
  void notKeys(String key) {
    assertThat(KubernetesNames.keyProblem(key)).isPresent();
  }

  static Stream<String> values() {
    return Stream.of("", "a", "A-b_c.9", "x".repeat(63));
  }

  static Stream<String> notValues() {
    return Stream.of("-", "a-", ".a", "a/b", "a b", "a\n", "ß", "x".repeat(64));
  }

  @ParameterizedTest
  @MethodSource
  void values(String value) {
    assertThat(KubernetesNames.valueProblem(value)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource
  void notValues(String value) {
    assertThat(KubernetesNames.valueProblem(value)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "9", "a-9", "x23456789x123456789x123456789x123456789x123456789x123456789x12"})
  void dnsLabels(String label) {
    assertThat(KubernetesNames.dnsLabelProblem(label)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "A",
        "a.b",
        "a_b",
        "-a",
        "a-",
        "a\n",
        "x23456789x123456789x123456789x123456789x123456789x123456789x1234"
      })
  void notDnsLabels(String label) {
    assertThat(KubernetesNames.dnsLabelProblem(label)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "9", "a-9", "a.b", "a-1.b-2.c"})
  void subdomains(String name) {
    assertThat(KubernetesNames.subdomainProblem(name)).isEmpty();
  }

  @Test
  void subdomainsHaveAnEnd() {
    assertThat(KubernetesNames.subdomainProblem("a".repeat(253))).isEmpty();
    assertThat(KubernetesNames.subdomainProblem("a".repeat(254))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "a..b", "a-.b", ".a", "a.", "a_b", "../a", "a/b", "a\n"})
  void notSubdomains(String name) {
    assertThat(KubernetesNames.subdomainProblem(name)).isPresent();
  }
}
