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
package io.github.camelsession.examples.quickstart;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the checkout route asks for: in a real system each method is a call of some other system. */
public final class Shop {
    private static final Map<String, Integer> CENTS = Map.of("apple", 40, "bread", 250, "coffee", 799);
    private static final int CENTS_OF_ANYTHING_ELSE = 100;

    /** PUT /cart stores whatever the client sent; only this can be bought: lines with 1 to 99 pieces of an item each. */
    public boolean canBeBought(Map<String, Object> message) {
        return message.get("cart") instanceof List<?> cart
                && !cart.isEmpty()
                && cart.stream().allMatch(Shop::isLine);
    }

    private static boolean isLine(Object line) {
        return line instanceof Map<?, ?> map
                && map.get("item") instanceof String
                && map.get("quantity") instanceof Integer quantity
                && quantity >= 1
                && quantity <= 99;
    }

    /** The price and nothing else: what was in the message before is gone. */
    public Map<String, Object> price(Map<String, Object> line) {
        Map<String, Object> price = new LinkedHashMap<>();
        price.put("unitPriceCents", CENTS.getOrDefault(line.get("item"), CENTS_OF_ANYTHING_ELSE));
        return price;
    }

    public Map<String, Object> receipt(List<Map<String, Object>> lines) {
        Map<String, Object> receipt = new LinkedHashMap<>();
        receipt.put("lines", lines);
        receipt.put("totalCents", lines.stream().mapToLong(Shop::amount).sum());
        return receipt;
    }

    private static long amount(Map<String, Object> line) {
        return number(line, "unitPriceCents") * number(line, "quantity");
    }

    private static long number(Map<String, Object> line, String name) {
        return line.get(name) instanceof Number number ? number.longValue() : 0;
    }
}
