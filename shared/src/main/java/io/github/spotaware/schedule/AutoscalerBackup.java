package io.github.spotaware.schedule;

import java.util.Optional;

/**
 * The HPA whose minReplicas the surge raised.
 *
 * @param minReplicas the value to restore; empty when the field was unset
 */
public record AutoscalerBackup(String uid, Optional<Integer> minReplicas) {}
