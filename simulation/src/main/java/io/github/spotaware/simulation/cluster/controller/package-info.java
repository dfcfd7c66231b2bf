/** The controllers, the scheduler and the kubelets, each acting on what its own watches show it. */
@NullMarked
package io.github.spotaware.simulation.cluster.controller;

import org.jspecify.annotations.NullMarked;
