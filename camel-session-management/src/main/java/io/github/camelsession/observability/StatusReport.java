/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software distributed under the License is
 * distributed on an "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and limitations under the License.
 */
package io.github.camelsession.observability;

import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.access.GlobalAccess;
import io.github.camelsession.access.KeySourceChoice;
import io.github.camelsession.session.global.GlobalStatus;
import io.github.camelsession.session.global.repository.StoreFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.spi.AggregationRepository;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The data that a console may show of a component. Of the configuration, it contains only what is listed here: no
 * secret, no key, no URI that may contain one, and no expected claim.
 */
final class StatusReport {
    private StatusReport() {}

    static JsonObject of(ComponentObservation component) {
        JsonObject report = new JsonObject();
        report.put("configuration", configuration(component));
        putSteps(report, component);
        GlobalAccess global = component.globalAccess();
        if (global != null) {
            report.put("global", global(global.sessions().status(), global.rememberedTokens()));
        }
        return report;
    }

    static void putSteps(JsonObject report, Observation<?, ?> component) {
        StepCounts<?, ?> counts = component.steps().counts();
        report.put("steps", steps(counts, component.typeName()));
        report.put("denials", denials(counts));
    }

    private static JsonObject configuration(ComponentObservation component) {
        SessionManagementConfiguration options = component.configuration();
        JsonObject shown = new JsonObject();
        AggregationRepository repository = options.getAggregationRepository();
        shown.put(
                "aggregationRepository",
                repository == null ? "in memory" : repository.getClass().getName());
        shown.put("namespace", options.getNamespace());
        shown.put("keySource", String.join(",", KeySourceChoice.optionsSetIn(options, component.context())));
        shown.put("algorithms", orElse(options.getAlgorithms(), "by key source"));
        shown.put("keyClaims", orElse(options.getKeyClaims(), "none: one session per token"));
        shown.put("issuer", isSet(options.getIssuer()));
        shown.put("audience", isSet(options.getAudience()));
        shown.put("requiredClaims", isSet(options.getRequiredClaims()));
        shown.put("allowedTriggers", options.getAllowedTriggers());
        shown.put("tokenHeader", options.getTokenHeader());
        limits(options).forEach((name, value) -> shown.put(name, value instanceof Number ? value : value.toString()));
        return shown;
    }

    private static Map<String, Object> limits(SessionManagementConfiguration options) {
        Map<String, Object> limits = new LinkedHashMap<>();
        limits.put("maxTokenLength", options.getMaxTokenLength());
        limits.put("clockSkew", options.getClockSkew());
        limits.put("tokenCacheSize", options.getTokenCacheSize());
        limits.put("tokenCacheTtl", options.getTokenCacheTtl());
        limits.put("maxInactiveInterval", orElse(options.getMaxInactiveInterval(), "none"));
        limits.put("maxLifetime", orElse(options.getMaxLifetime(), "none"));
        limits.put("maxSessionSize", options.getMaxSessionSize());
        if (options.getAggregationRepository() == null) {
            limits.put("maxSessions", options.getMaxSessions());
        }
        limits.put("updateTimeout", options.getUpdateTimeout());
        limits.put("sweepInterval", options.getSweepInterval());
        return limits;
    }

    private static JsonArray steps(StepCounts<?, ?> counts, String typeName) {
        return array(counts.all().stream()
                .map(count -> object(
                        "operation",
                        count.operation().name(),
                        typeName,
                        count.type().name(),
                        "outcome",
                        count.outcome().label(),
                        "count",
                        count.steps()))
                .toList());
    }

    private static JsonArray denials(StepCounts<?, ?> counts) {
        return array(counts.denials().stream()
                .map(denied -> object("reason", denied.reason().name(), "count", denied.steps()))
                .toList());
    }

    private static JsonObject global(GlobalStatus status, int rememberedTokens) {
        GlobalStatus.Sweeps sweeps = status.sweeps();
        JsonObject shown = object(
                "repository", status.repository(),
                "sessions", status.sessions().number(),
                "sessionsCounted", status.sessions().now() ? "now" : "at last sweep",
                "conflicts", status.store().lostComparisons(),
                "rememberedTokens", rememberedTokens,
                "sweeps", sweeps.totals().runs(),
                "sweptSessions", sweeps.totals().removed());
        GlobalStatus.Run last = sweeps.last();
        if (last != null) {
            shown.put("lastSweep", last.at().toString());
            shown.put("lastSweepTook", last.took().toString());
            shown.put("lastSweepEntriesRead", last.entriesRead());
        }
        putFailure(shown, "lastSweepError", sweeps.lastFailure());
        putFailure(shown, "lastStoreError", status.store().lastFailure());
        return shown;
    }

    private static void putFailure(JsonObject shown, String name, @Nullable StoreFailure failure) {
        String text = text(failure);
        if (text != null) {
            shown.put(name, text);
        }
    }

    /** Returns class and time only, because messages of drivers may quote stored values. */
    static @Nullable String text(@Nullable StoreFailure failure) {
        return failure == null ? null : failure.type() + " at " + failure.at();
    }

    private static JsonObject object(Object... namesAndValues) {
        JsonObject object = new JsonObject();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    private static JsonArray array(List<JsonObject> objects) {
        JsonArray array = new JsonArray();
        array.addAll(objects);
        return array;
    }

    private static Object orElse(@Nullable Object value, String otherwise) {
        return value == null || value.equals("") ? otherwise : value;
    }

    private static String isSet(@Nullable String option) {
        return option == null || option.isBlank() ? "not set" : "set";
    }
}
