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
package io.github.camelsession;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;

/** The allowed dependencies between packages, and the rules that keep types small and time outside. */
@AnalyzeClasses(packages = "io.github.camelsession", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.github.camelsession";
    private static final String SESSION = ROOT + ".session";
    private static final String LOCAL = SESSION + ".local";
    private static final String GLOBAL = SESSION + ".global";
    private static final String TOKEN = ROOT + ".token";
    private static final String JSON = ROOT + ".json";
    private static final String LINT = ROOT + ".lint";

    @ArchTest
    static final ArchRule NOTHING_DEPENDS_ON_THE_BASE_PACKAGE = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT);

    @ArchTest
    static final ArchRule SESSION_DEPENDS_ON_NOTHING_OF_OURS_OR_CAMELS = noClasses()
            .that()
            .resideInAPackage(SESSION)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(LOCAL, GLOBAL, TOKEN, JSON, "org.apache.camel..", "com.nimbusds..");

    @ArchTest
    static final ArchRule LOCAL_DEPENDS_ON_SESSION_ONLY = noClasses()
            .that()
            .resideInAPackage(LOCAL)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(GLOBAL, TOKEN, JSON);

    @ArchTest
    static final ArchRule GLOBAL_DEPENDS_ON_SESSION_ONLY = noClasses()
            .that()
            .resideInAPackage(GLOBAL)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(LOCAL, TOKEN, JSON);

    @ArchTest
    static final ArchRule TOKEN_DEPENDS_ON_NOTHING_OF_OURS = noClasses()
            .that()
            .resideInAPackage(TOKEN)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SESSION + "..", JSON);

    @ArchTest
    static final ArchRule JSON_DEPENDS_ON_SESSION_ONLY = noClasses()
            .that()
            .resideInAPackage(JSON)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(LOCAL, GLOBAL, TOKEN);

    @ArchTest
    static final ArchRule LINT_DEPENDS_ON_SESSION_ONLY = noClasses()
            .that()
            .resideInAPackage(LINT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(LOCAL, GLOBAL, TOKEN, JSON, "com.nimbusds..");

    @ArchTest
    static final ArchRule THE_GRAPH_OF_THE_LINT_KNOWS_NOTHING_OF_CAMEL = noClasses()
            .that()
            .resideInAPackage(LINT + ".graph")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(LINT, LOCAL, GLOBAL, TOKEN, JSON, "org.apache.camel..", "com.nimbusds..");

    /** The route model is needed by nothing that runs with a message. */
    @ArchTest
    static final ArchRule ONLY_LINT_KNOWS_THE_ROUTE_MODEL = noClasses()
            .that()
            .resideOutsideOfPackage(LINT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel.model..");

    @ArchTest
    static final ArchRule LINT_IS_NOBODYS_BUT_THE_BASE_PACKAGES = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT, LINT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(LINT);

    @ArchTest
    static final ArchRule ONLY_TOKEN_AND_THE_CONFIGURATION_KNOW_NIMBUS = noClasses()
            .that()
            .resideOutsideOfPackages(TOKEN, ROOT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.nimbusds..");

    @ArchTest
    static final ArchRule CLASSES_BELOW_THE_BASE_PACKAGE_ARE_FINAL = classes()
            .that()
            .resideOutsideOfPackage(ROOT)
            .and()
            .areNotInterfaces()
            .and()
            .areNotAnonymousClasses()
            .and()
            .areNotEnums()
            .and()
            .doNotHaveModifier(JavaModifier.ABSTRACT)
            .should()
            .haveModifier(JavaModifier.FINAL);

    /** Volatile are only the remembered keys of a JWK set, which a fetch replaces as a whole. */
    @ArchTest
    static final ArchRule FIELDS_OF_SESSION_AND_TOKEN_ARE_FINAL = fields().that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(SESSION, TOKEN)
            .and()
            .doNotHaveModifier(JavaModifier.VOLATILE)
            .should()
            .beFinal();

    @ArchTest
    static final ArchRule TIME_COMES_IN_AS_AN_ARGUMENT = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT)
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Clock.class, "systemUTC");
}
