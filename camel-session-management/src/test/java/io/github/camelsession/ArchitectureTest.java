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

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.ClassesShouldConjunction;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SliceRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;

/** The arrows between the packages, and the rules that keep types small and time outside. */
@AnalyzeClasses(packages = "io.github.camelsession", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.github.camelsession";
    private static final String COMPONENT = ROOT + ".component";
    private static final String OBSERVABILITY = ROOT + ".observability";
    private static final String LOGIN = ROOT + ".login";
    private static final String ACCESS = ROOT + ".access";
    private static final String SESSION = ROOT + ".session";
    private static final String LOCAL = SESSION + ".local";
    private static final String GLOBAL = SESSION + ".global";
    private static final String ENTRY = GLOBAL + ".entry";
    private static final String REPOSITORY = GLOBAL + ".repository";
    private static final String UPDATE = GLOBAL + ".update";
    private static final String TOKEN = ROOT + ".token";
    private static final String REQUEST = TOKEN + ".request";
    private static final String JWT = TOKEN + ".jwt";
    private static final String KEY = TOKEN + ".key";
    private static final String JWK_SET = TOKEN + ".jwkset";
    private static final String JSON = ROOT + ".json";
    private static final String LINT = ROOT + ".lint";
    private static final String GRAPH = LINT + ".graph";
    private static final String ROUTE = LINT + ".route";

    @ArchTest
    static final ArchRule WHAT_USERS_TYPE_DEPENDS_ON_NOTHING_ELSE_OF_OURS = noClasses()
            .that()
            .resideInAPackage(ROOT)
            .should()
            .dependOnClassesThat(resideInAPackage(ROOT + "..").and(resideOutsideOfPackage(ROOT)));

    @ArchTest
    static final SliceRule PACKAGES_HAVE_NO_CYCLES = slices().assignedFrom(new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass type) {
                    return SliceIdentifier.of(type.getPackageName());
                }

                @Override
                public String getDescription() {
                    return "packages";
                }
            })
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule SESSION_DEPENDS_ON_NOTHING_OF_OURS_OR_CAMELS =
            only(SESSION).orShould().dependOnClassesThat().resideInAnyPackage("org.apache.camel..", "com.nimbusds..");

    @ArchTest
    static final ArchRule LOCAL_DEPENDS_ON_SESSION = only(LOCAL, SESSION);

    @ArchTest
    static final ArchRule JSON_DEPENDS_ON_SESSION = only(JSON, SESSION);

    @ArchTest
    static final ArchRule ENTRY_DEPENDS_ON_SESSION = only(ENTRY, SESSION);

    @ArchTest
    static final ArchRule REPOSITORY_DEPENDS_ON_ENTRY = only(REPOSITORY, SESSION, ENTRY);

    @ArchTest
    static final ArchRule UPDATE_DEPENDS_ON_REPOSITORY = only(UPDATE, SESSION, ENTRY, REPOSITORY);

    @ArchTest
    static final ArchRule GLOBAL_DEPENDS_ON_ITS_PARTS = only(GLOBAL, SESSION, ENTRY, REPOSITORY, UPDATE);

    @ArchTest
    static final ArchRule REQUEST_DEPENDS_ON_NOTHING = only(REQUEST);

    @ArchTest
    static final ArchRule JWT_DEPENDS_ON_REQUEST = only(JWT, REQUEST);

    @ArchTest
    static final ArchRule KEY_DEPENDS_ON_JWT = only(KEY, JWT, REQUEST);

    @ArchTest
    static final ArchRule JWK_SET_DEPENDS_ON_KEY = only(JWK_SET, KEY, JWT, REQUEST);

    @ArchTest
    static final ArchRule TOKEN_DEPENDS_ON_ITS_PARTS = only(TOKEN, REQUEST, JWT, KEY, JWK_SET);

    @ArchTest
    static final ArchRule GRAPH_DEPENDS_ON_SESSION_AND_NOTHING_OF_CAMEL = only(GRAPH, SESSION)
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.camel..", "com.nimbusds..");

    @ArchTest
    static final ArchRule ROUTE_DEPENDS_ON_THE_GRAPH = only(ROUTE, GRAPH, SESSION);

    @ArchTest
    static final ArchRule LINT_DEPENDS_ON_ITS_PARTS = only(LINT, ROUTE, GRAPH, SESSION);

    @ArchTest
    static final ArchRule ACCESS_KNOWS_SESSIONS_AND_TOKENS =
            only(ACCESS, SESSION, LOCAL, GLOBAL, ENTRY, REPOSITORY, TOKEN, REQUEST, JWT, KEY, JWK_SET);

    @ArchTest
    static final ArchRule OBSERVABILITY_KNOWS_ACCESS = only(OBSERVABILITY, ACCESS, GLOBAL, ENTRY, REPOSITORY);

    @ArchTest
    static final ArchRule COMPONENT_KNOWS_NOTHING_OF_REPOSITORIES_AND_UPDATES = noClasses()
            .that()
            .resideInAPackage(COMPONENT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(REPOSITORY, UPDATE, JWT, KEY, JWK_SET, ROUTE);

    @ArchTest
    static final ArchRule LOGIN_KNOWS_THE_COMPONENT_AND_TOKENS =
            only(LOGIN, COMPONENT, ACCESS, OBSERVABILITY, SESSION, LOCAL, JSON, JWT, KEY, REQUEST);

    /** The route model is needed by nothing that runs with a message. */
    @ArchTest
    static final ArchRule ONLY_LINT_KNOWS_THE_ROUTE_MODEL = noClasses()
            .that()
            .resideOutsideOfPackages(LINT, ROUTE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel.model..");

    @ArchTest
    static final ArchRule ONLY_TOKEN_AND_THE_CONFIGURATION_KNOW_NIMBUS = noClasses()
            .that()
            .resideOutsideOfPackages(TOKEN + "..", ROOT, ACCESS)
            .and()
            .haveSimpleNameNotEndingWith("Configurer") // which Camel generates
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.nimbusds..");

    @ArchTest
    static final ArchRule CLASSES_ARE_FINAL_BUT_THOSE_THAT_CAMEL_FILLS = classes()
            .that()
            .resideOutsideOfPackages(ROOT, COMPONENT, LOGIN)
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
            .resideInAnyPackage(SESSION, TOKEN + "..")
            .and()
            .doNotHaveModifier(JavaModifier.VOLATILE)
            .should()
            .beFinal();

    @ArchTest
    static final ArchRule TIME_COMES_IN_AS_AN_ARGUMENT = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT, COMPONENT)
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Clock.class, "systemUTC");

    /** Of ours, only the base package and these. */
    private static ClassesShouldConjunction only(String from, String... others) {
        DescribedPredicate<JavaClass> allowed =
                resideInAnyPackage(others).or(resideInAPackage(from)).or(resideInAPackage(ROOT));
        return noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..").and(not(allowed)));
    }
}
