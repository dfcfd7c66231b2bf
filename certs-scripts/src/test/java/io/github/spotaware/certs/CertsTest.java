package io.github.spotaware.certs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line, without a cluster. */
final class CertsTest {

  @TempDir private Path folder = Path.of("");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Certs.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  private int offline(String command, String... more) {
    String[] arguments = new String[more.length + 2];
    arguments[0] = command;
    arguments[1] = "--offline=" + folder.resolve("out");
    System.arraycopy(more, 0, arguments, 2, more.length);
    return run(arguments);
  }

  private String authorities() {
    return "--ca-dir=" + folder.resolve("ca");
  }

  @ParameterizedTest
  @ValueSource(strings = {"create-certs", "renew-certs", "show-certs", "rotate-ca", "remove-certs"})
  void eachHasHelp(String command) {
    assertThat(run(command, "--help")).isZero();
    assertThat(out.toString()).startsWith("Usage: " + command).contains("--context", "--offline");
  }

  @ParameterizedTest
  @CsvSource({
    "create-certs,--valid-days=0",
    "create-certs,--valid-days=399",
    "create-certs,--ca-valid-years=11",
    "renew-certs,--within=-1",
    "rotate-ca,--settle=2h",
    "rotate-ca,--settle=soon",
    "show-certs,--namespace=No_Name",
    "create-certs,--store-ca-key",
    "rotate-ca,--offline=x",
    "show-certs,--no-such-option",
  })
  void aWrongOptionIsExplained(String command, String option) {
    assertThat(offline(command, option)).isEqualTo(2);
    assertThat(err.toString()).contains(command + ": ", "next step: see " + command + " --help");
  }

  @Test
  void anUnknownCommandIsExplained() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("make-certs")).isEqualTo(2);
    assertThat(err.toString()).contains("create-certs | renew-certs");
  }

  @Test
  void offlineItMakesRenewsShowsAndRemoves() throws IOException {
    assertThat(offline("create-certs", authorities())).as(err.toString()).isZero();
    Path certificate = folder.resolve("out/tls.crt");
    String first = Files.readString(certificate);
    assertThat(offline("create-certs", authorities())).isZero();
    assertThat(certificate).hasContent(first);

    assertThat(offline("renew-certs", authorities())).isZero();
    assertThat(Files.readString(certificate)).isNotEqualTo(first);
    assertThat(folder.resolve("out/kustomization.yaml"))
        .content()
        .contains("kind: Component", "webhooks.*.clientConfig.caBundle");
    assertThat(offline("show-certs")).as(out.toString()).isZero();
    assertThat(offline("show-certs", "-o", "json")).isZero();

    assertThat(offline("remove-certs")).isZero();
    assertThat(certificate).doesNotExist();
    assertThat(folder.resolve("ca/ca.key")).exists();
    assertThat(offline("show-certs")).isEqualTo(1);
    assertThat(out + err.toString()).doesNotContain("PRIVATE KEY").contains("\"healthy\" : true");
  }

  @Test
  void aClusterThatDoesNotAnswerIsNamed() throws IOException {
    Path kubeconfig =
        Files.writeString(
            folder.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            current-context: nowhere
            contexts: [{name: nowhere, context: {cluster: nowhere, user: me}}]
            clusters: [{name: nowhere, cluster: {server: "https://127.0.0.1:1"}}]
            users: [{name: me, user: {token: t}}]
            """);
    assertThat(run("show-certs", "--kubeconfig=" + kubeconfig)).isEqualTo(1);
    assertThat(err.toString())
        .contains("no answer from the API server at https://127.0.0.1:1", "next step: check");
    assertThat(run("show-certs", "--kubeconfig=" + kubeconfig, "--context=other")).isEqualTo(1);
    assertThat(err.toString()).contains("no context \"other\"", "kubectl config get-contexts");
    assertThat(run("show-certs", "--kubeconfig=" + folder.resolve("none"))).isEqualTo(1);
    assertThat(err.toString()).contains("can't use the kubeconfig");
  }
}
