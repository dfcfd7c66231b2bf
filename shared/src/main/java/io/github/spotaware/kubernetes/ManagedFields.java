package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What the API server has recorded of who wrote which field, and when. */
final class ManagedFields {
  private ManagedFields() {}

  /**
   * @param parent in the form of FieldsV1: {@code f:spec}
   * @param field {@code f:replicas}
   */
  static boolean owns(ManagedFieldsEntry entry, String parent, String field) {
    return entry.getFieldsV1() != null
        && entry.getFieldsV1().getAdditionalProperties().get(parent) instanceof Map<?, ?> fields
        && fields.containsKey(field);
  }

  /**
   * The latest time that an owner of the field has, to the second. An owner has one time for all
   * its fields, so the field itself may have been written before.
   */
  static Optional<Instant> lastWritten(ObjectMeta meta, String parent, String field) {
    return meta.getManagedFields().stream()
        .filter(entry -> owns(entry, parent, field))
        .map(ManagedFieldsEntry::getTime)
        .filter(Objects::nonNull)
        .map(Instant::parse)
        .max(Comparator.naturalOrder());
  }
}
