package io.github.spotaware.sandbox.admission;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.spotaware.sandbox.journal.Journal;
import io.github.spotaware.sandbox.resource.Resource;
import java.util.ArrayList;
import java.util.List;

/**
 * The webhook entries in force, in the order of their configurations' names. They are read anew
 * when a configuration has changed.
 */
public final class Configurations {
  private final Journal journal;
  private final Resource validatingResource;
  private final Resource mutatingResource;
  private volatile List<WebhookEntry> validating = List.of();
  private volatile List<WebhookEntry> mutating = List.of();

  /** Follows both kinds of configurations from now on. */
  public Configurations(Journal journal, Resource validating, Resource mutating) {
    this.journal = journal;
    this.validatingResource = validating;
    this.mutatingResource = mutating;
    var _ = journal.follow(validating, 0, _ -> read());
    var _ = journal.follow(mutating, 0, _ -> read());
  }

  /**
   * Whether an entry can be followed.
   *
   * @throws IllegalArgumentException where a selector or a condition is none
   */
  public static void check(JsonNode entry) {
    var _ = WebhookEntry.read(entry, false);
  }

  private void read() {
    validating = entries(validatingResource, false);
    mutating = entries(mutatingResource, true);
  }

  private List<WebhookEntry> entries(Resource resource, boolean mutates) {
    List<WebhookEntry> entries = new ArrayList<>();
    journal
        .list(resource, "")
        .objects()
        .forEach(shown -> {
          for (JsonNode entry : shown.json().path("webhooks")) {
            entries.add(WebhookEntry.read(entry, mutates));
          }
        });
    return List.copyOf(entries);
  }

  List<WebhookEntry> validating() {
    return validating;
  }

  List<WebhookEntry> mutating() {
    return mutating;
  }
}
