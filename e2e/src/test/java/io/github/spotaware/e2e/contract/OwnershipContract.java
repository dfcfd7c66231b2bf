package io.github.spotaware.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who owns a Deployment's count by its managedFields. */
abstract class OwnershipContract extends CountFixture {

  @Test
  void whoMadeItOwnsIt() {
    assertThat(owners()).containsExactly("maker Update ");
  }

  @Test
  void theLastToChangeItOwnsIt() {
    merge("first", 2);
    assertThat(owners()).containsExactly("first Update ");
    merge("second", 3);
    assertThat(owners()).containsExactly("second Update ");
    merge("third", 2);
    assertThat(owners()).containsExactly("third Update ");
  }

  @Test
  void toWriteTheSameLeavesNoTrace() {
    RawAnswer before = merge("first", 2);

    RawAnswer after = merge("second", 2);

    assertThat(owners()).containsExactly("first Update ");
    assertThat(after.generation()).isEqualTo(before.generation());
  }

  /** Where that owns nothing else; and it may lose its time. */
  @Test
  void toWriteTheSameThroughTheScaleLeavesItsOwner() {
    RawAnswer before = merge("first", 2);

    for (int i = 0; i < 2; i++) {
      raw()
          .patch(
              deployments("web", "scale") + "?fieldManager=second",
              RawClient.MERGE_PATCH,
              "{\"spec\": {\"replicas\": 2}}");
    }

    assertThat(owners()).containsExactly("first Update ");
    assertThat(get().generation()).isEqualTo(before.generation());
  }

  @Test
  void aWriteOfSomethingElseLeavesItsOwner() {
    merge("first", 2);

    raw()
        .patch(
            deployments("web") + "?fieldManager=second",
            RawClient.MERGE_PATCH,
            "{\"metadata\": {\"labels\": {\"a\": \"b\"}}}");

    assertThat(owners()).containsExactly("first Update ");
  }

  @Test
  void everyWayToWriteItNamesItsWriter() {
    raw()
        .patch(
            deployments("web") + "?fieldManager=json",
            RawClient.JSON_PATCH,
            "[{\"op\": \"replace\", \"path\": \"/spec/replicas\", \"value\": 2}]");
    assertThat(owners()).containsExactly("json Update ");

    raw()
        .patch(
            deployments("web") + "?fieldManager=strategic",
            RawClient.STRATEGIC_PATCH,
            "{\"spec\": {\"replicas\": 3}}");
    assertThat(owners()).containsExactly("strategic Update ");

    raw().put(deployments("web") + "?fieldManager=put", Samples.idleDeployment("web", 4));
    assertThat(owners()).containsExactly("put Update ");

    raw()
        .patch(
            deployments("web", "scale") + "?fieldManager=scaler",
            RawClient.MERGE_PATCH,
            "{\"spec\": {\"replicas\": 5}}");
    assertThat(owners()).containsExactly("scaler Update scale");

    assertThat(apply("git", 6, true).status()).isEqualTo(200);
    assertThat(owners()).containsExactly("git Apply ");
  }

  @ParameterizedTest
  @CsvSource({"hpa/v1.36.3 (linux/amd64) kubernetes/abc, hpa", "someone, someone"})
  void withoutAFieldManagerItIsTheUserAgent(String userAgent, String manager) {
    raw()
        .as(userAgent)
        .patch(deployments("web"), RawClient.MERGE_PATCH, "{\"spec\": {\"replicas\": 2}}");
    assertThat(owners()).containsExactly(manager + " Update ");

    raw()
        .as(userAgent)
        .put(
            deployments("web", "scale"),
            """
            {"apiVersion": "autoscaling/v1", "kind": "Scale",
             "metadata": {"name": "web", "namespace": "%s"}, "spec": {"replicas": 3}}
            """
                .formatted(namespace()));
    assertThat(owners()).containsExactly(manager + " Update scale");
  }
}
