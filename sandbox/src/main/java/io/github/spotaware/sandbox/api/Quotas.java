package io.github.spotaware.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.spotaware.sandbox.journal.Entry;
import io.github.spotaware.sandbox.journal.Journal;
import io.github.spotaware.sandbox.resource.Resource;
import io.github.spotaware.simulation.cluster.api.PodApi;

/** Brings the number of pods that a ResourceQuota allows to the model, which has no other bound. */
final class Quotas {
  private static final int NONE = -1;

  private final PodApi pods;

  Quotas(PodApi pods, Journal journal, Resource quotas) {
    this.pods = pods;
    var _ = journal.follow(quotas, 0, this::changed);
  }

  private void changed(Entry entry) {
    JsonNode quota = entry.last().json();
    JsonNode bound = quota.at("/spec/hard/pods");
    pods.quota(
        quota.at("/metadata/namespace").asText(), entry.after() == null ? NONE : bound.asInt(NONE));
  }
}
