package io.github.spotaware.sandbox.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.sandbox.document.Json;
import io.github.spotaware.sandbox.projection.CountOwners;
import org.junit.jupiter.api.Test;

class CountOwnershipTest {

  @Test
  void whoChangesTheCountOwnsIt() {
    ObjectNode one = created(1, "kubectl");
    ObjectNode two = with(one, 2);
    CountOwnership.update(one, two, "scaler", "scale");
    assertThat(CountOwners.read(two)).containsExactly("scaler");
    assertThat(two.at("/metadata/managedFields/0/subresource").asText()).isEqualTo("scale");
  }

  @Test
  void whoWritesTheSameLeavesNoTrace() {
    ObjectNode one = created(1, "kubectl");
    ObjectNode same = with(one, 1);
    CountOwnership.update(one, same, "other", "");
    assertThat(same).isEqualTo(one);
  }

  @Test
  void whoAppliesTheSameSharesIt() {
    ObjectNode one = created(1, "kubectl");
    ObjectNode next = with(one, 1);
    CountOwnership.apply(one, next, with(Json.object(), 1), "git", false);
    assertThat(CountOwners.read(next)).containsExactly("kubectl", "git");
  }

  @Test
  void whoAppliesAnotherCountNeedsForce() {
    ObjectNode one = created(1, "kubectl");
    assertThatExceptionOfType(ApiError.class)
        .isThrownBy(
            () -> CountOwnership.apply(one, with(one, 3), with(Json.object(), 3), "git", false))
        .withMessageContaining("conflict with \"kubectl\"")
        .matches(error -> error.code() == 409);
    ObjectNode forced = with(one, 3);
    CountOwnership.apply(one, forced, with(Json.object(), 3), "git", true);
    assertThat(CountOwners.read(forced)).containsExactly("git");
  }

  @Test
  void whoAppliesWithoutACountGivesItsOwnUp() {
    ObjectNode one = created(1, "kubectl");
    ObjectNode shared = with(one, 1);
    CountOwnership.apply(one, shared, with(Json.object(), 1), "git", false);
    ObjectNode next = with(shared, 1);
    CountOwnership.apply(shared, next, Json.object(), "git", false);
    assertThat(CountOwners.read(next)).containsExactly("kubectl");
  }

  private static ObjectNode created(int count, String manager) {
    ObjectNode object = with(Json.object(), count);
    CountOwnership.update(Json.object(), object, manager, "");
    return object;
  }

  private static ObjectNode with(ObjectNode object, int count) {
    ObjectNode copy = object.deepCopy();
    copy.withObjectProperty("metadata");
    copy.withObjectProperty("spec").put("replicas", count);
    return copy;
  }
}
