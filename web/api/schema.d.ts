// Written by `npm run api-types` from the API's own description; do not edit.

export interface paths {
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["HealthController_live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["HealthController_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["MetricsController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/problems/{page}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ProblemsController_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agreements/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["AgreementsController_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agreements/{id}/signatures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["AgreementsController_sign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ApprovalsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ApprovalsController_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals/{id}/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["DecisionsController_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals/{id}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["DecisionsController_decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/board": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["BoardController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/console": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ConsoleController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["EventsController_stream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/evidence/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["EvidenceController_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ImportsController_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{id}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ImportsController_rows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["OverviewController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PartnersController_list"];
        put?: never;
        post: operations["ApplicationsController_apply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PartnersController_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{id}/agreements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PartnerAgreementsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{id}/certificates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["TrainingController_certificates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{id}/commands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["CommandsController_give"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{id}/earnings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["EarningsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{id}/facts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["FactsController_report"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{id}/payouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["EarningsController_payouts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{id}/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PartnersController_peopleOf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PartnersController_timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{id}/timers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["TimersController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{id}/training": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["TrainingController_training"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["PartnerImportsController_file"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PeopleController_list"];
        put?: never;
        post: operations["PeopleController_invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PeopleController_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{id}/details": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["PeopleController_details"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{id}/leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["PeopleController_leave"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{id}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["PeopleController_roles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PeopleController_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["PeopleController_register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pricing-runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["PricingRunsController_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pricing-runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PricingRunsController_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ProgramsController_list"];
        put?: never;
        post: operations["ProgramsController_publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ProgramsController_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programs/{id}/clock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ProgramsController_time"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programs/{id}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ProgramsController_version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sales": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["SalesController_list"];
        put?: never;
        post: operations["SalesController_send"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sales/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["SalesController_file"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["StepsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["TasksController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tasks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["TasksController_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tasks/{id}/completion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["TasksController_complete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/xapi/about": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["XapiController_about"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/xapi/statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["XapiController_get"];
        put: operations["XapiController_put"];
        post: operations["XapiController_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ActedDto_Output: {
            personId: string;
            result: {
                [key: string]: unknown;
            };
            /** @constant */
            state: "done";
            stepId: string;
            temporalUrl: string;
        } | {
            /**
             * @description Not answered yet: repeat the request with the same Idempotency-Key, or look at statusUrl.
             * @constant
             */
            state: "pending";
            statusUrl: string;
            temporalUrl: string;
        };
        AgreementDto_Output: {
            agreementId: string;
            document: string;
            documentHash: string;
            partnerId: string;
            partnerName: string;
            /** @description An instant of program time */
            sent: {
                /** @description ISO 8601, UTC */
                at: string;
                /** @description Epoch milliseconds */
                ms: number;
            };
            signatures: {
                personId: string;
                /** @enum {string} */
                side: "partner" | "vendor";
                /** @description An instant of program time */
                signed: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                };
            }[];
            /**
             * @description closed: it was not signed in time, or is no longer needed
             * @enum {string}
             */
            state: "sent" | "signed" | "countersigned" | "closed";
            stepId: string | null;
            temporalUrl: string;
            text: string;
            title: string;
        };
        AgreementListDto_Output: {
            items: {
                agreementId: string;
                document: string;
                documentHash: string;
                partnerId: string;
                partnerName: string;
                /** @description An instant of program time */
                sent: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                };
                signatures: {
                    personId: string;
                    /** @enum {string} */
                    side: "partner" | "vendor";
                    /** @description An instant of program time */
                    signed: {
                        /** @description ISO 8601, UTC */
                        at: string;
                        /** @description Epoch milliseconds */
                        ms: number;
                    };
                }[];
                /**
                 * @description closed: it was not signed in time, or is no longer needed
                 * @enum {string}
                 */
                state: "sent" | "signed" | "countersigned" | "closed";
                stepId: string | null;
                temporalUrl: string;
                text: string;
                title: string;
            }[];
        };
        AppliedDto_Output: {
            partnerId: string;
            /** @constant */
            state: "starting";
            temporalUrl: string;
        };
        ApplyDto: {
            city?: string;
            country: string;
            name: string;
            previousPartnerId?: string;
            /** @default {} */
            profile: {
                employees?: number;
                focus?: string;
                yearsInBusiness?: number;
            };
            /** @default channel */
            programId: string;
            /** @description The program’s region of the country, when left out */
            region?: string;
            registrationNumber?: string;
            type: string;
        };
        ApprovalDto_Output: {
            approvalId: string;
            candidates: {
                displayName: string;
                personId: string;
                role: string;
            }[];
            content: {
                facts: {
                    [key: string]: unknown;
                };
                subject: string;
                subjectType: string;
                title: string;
            };
            contentHash: string;
            decisions: {
                comment: string | null;
                contentHash: string;
                /** @description An instant of program time */
                decided: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                };
                /** @enum {string} */
                decision: "approve" | "reject" | "revoke";
                identityProven: boolean;
                personId: string;
                seq: number;
            }[];
            due: {
                /** @description ISO 8601, UTC */
                at: string;
                /** @description Epoch milliseconds */
                ms: number;
            } | null;
            ended: {
                /** @description ISO 8601, UTC */
                at: string;
                /** @description Epoch milliseconds */
                ms: number;
            } | null;
            /** @description Whether you may */
            mayDecide: boolean;
            /** @description An instant of program time */
            opened: {
                /** @description ISO 8601, UTC */
                at: string;
                /** @description Epoch milliseconds */
                ms: number;
            };
            partnerId: string;
            partnerName: string;
            plan: {
                quorum: number;
                /** @enum {string} */
                rejection: "ends" | "counts";
                roles: string[];
            };
            programVersion: string;
            quorum: number;
            region: string;
            requester: string | null;
            roles: string[];
            round: number;
            /** @enum {string} */
            state: "open" | "paused" | "approved" | "rejected" | "expired" | "cancelled";
            subject: string;
            subjectType: string;
            temporalUrl: string;
            title: string;
        };
        ApprovalListDto_Output: {
            items: {
                approvalId: string;
                contentHash: string;
                due: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                } | null;
                ended: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                } | null;
                /** @description An instant of program time */
                opened: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                };
                partnerId: string;
                partnerName: string;
                programVersion: string;
                quorum: number;
                region: string;
                roles: string[];
                /** @enum {string} */
                state: "open" | "paused" | "approved" | "rejected" | "expired" | "cancelled";
                subject: string;
                subjectType: string;
                temporalUrl: string;
                title: string;
            }[];
            nextCursor: string | null;
        };
        BoardDto_Output: {
            stages: {
                cards: {
                    due: {
                        /** @description ISO 8601, UTC */
                        at: string;
                        /** @description Epoch milliseconds */
                        ms: number;
                    } | null;
                    /** @enum {string} */
                    mode: "active" | "paused" | "suspended" | "withdrawn" | "offboarded" | "rejected" | "expired";
                    name: string;
                    overdue: boolean;
                    partnerId: string;
                    programVersion: string;
                    region: string;
                    /** @description An instant of program time */
                    since: {
                        /** @description ISO 8601, UTC */
                        at: string;
                        /** @description Epoch milliseconds */
                        ms: number;
                    };
                    tier: string | null;
                    waitingFor: string | null;
                }[];
                /** @description Partners with an open step of this stage past its due date */
                overdue: number;
                partners: number;
                /** @enum {string} */
                stage: "strategize" | "recruit" | "onboard" | "enable" | "market" | "sell" | "incentivize" | "accelerate";
            }[];
        };
        CertificateListDto_Output: {
            items: {
                certificateId: string;
                certification: string;
                displayName: string;
                /** @description An instant of program time */
                earned: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                };
                /** @description An instant of program time */
                expires: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                };
                personId: string;
                /**
                 * @description superseded: a later one lasts longer; left: its person is not one of the partner’s active people
                 * @enum {string}
                 */
                state: "upcoming" | "valid" | "superseded" | "lapsed" | "left";
                temporalUrl: string;
                title: string;
                track: string;
            }[];
        };
        CodeDto_Output: {
            code: string;
            /** @description Wall time */
            expiresAt: string;
            /** @description The exact JSON for the update or signal "decide" */
            paste: {
                approve: string;
                reject: string;
            };
            temporalUrl: string;
        };
        CodeRequestDto: {
            contentHash: string;
        };
        CommandDto: {
            /** @enum {string} */
            command: "pause" | "resume" | "suspend" | "withdraw" | "offboard" | "skipStep" | "repeatStage" | "handOver";
            /** @default {} */
            params: {
                /** @description For handOver: the role whose named owner changes */
                role?: string;
                /**
                 * @description For skipStep and repeatStage
                 * @enum {string}
                 */
                stage?: "strategize" | "recruit" | "onboard" | "enable" | "market" | "sell" | "incentivize" | "accelerate";
                /** @description For skipStep */
                step?: string;
                /** @description For handOver */
                toPersonId?: string;
            };
            /** @description Visible in the Temporal UI */
            reason: string;
        };
        CommandedDto_Output: {
            /** @enum {string} */
            command: "pause" | "resume" | "suspend" | "withdraw" | "offboard" | "skipStep" | "repeatStage" | "handOver";
            /** @enum {string} */
            mode: "active" | "paused" | "suspended" | "withdrawn" | "offboarded" | "rejected" | "expired";
            /** @description It had been given before, and nothing changed */
            repeated: boolean;
            /** @constant */
            state: "done";
            temporalUrl: string;
        } | {
            /**
             * @description Not answered yet: repeat the request with the same Idempotency-Key, or look at statusUrl.
             * @constant
             */
            state: "pending";
            statusUrl: string;
            temporalUrl: string;
        };
        CompletionDto: {
            /** @description Visible in the Temporal UI */
            comment?: string;
            /**
             * @description A short text or link for each field that the step asks for
             * @default {}
             */
            evidence: {
                [key: string]: string;
            };
            /**
             * @description For a screening
             * @enum {string}
             */
            result?: "clear" | "reject";
        };
        ConsoleDto_Output: {
            /** @description A public client: authorization code with PKCE */
            clientId: string;
            /** @description The OpenID Connect issuer; its discovery document names the rest */
            issuer: string;
            scope: string;
        };
        DecidedDto_Output: {
            approvalId: string;
            /** @description An instant of program time */
            decided: {
                /** @description ISO 8601, UTC */
                at: string;
                /** @description Epoch milliseconds */
                ms: number;
            };
            /** @enum {string} */
            decision: "approve" | "reject" | "revoke";
            personId: string;
            seq: number;
            /** @constant */
            state: "recorded";
            temporalUrl: string;
        } | {
            /**
             * @description Not answered yet: repeat the request with the same Idempotency-Key, or look at statusUrl.
             * @constant
             */
            state: "pending";
            statusUrl: string;
            temporalUrl: string;
        };
        DecideDto: {
            /** @description Visible in the Temporal UI */
            comment?: string;
            contentHash: string;
            /** @enum {string} */
            decision: "approve" | "reject" | "revoke";
        };
        DetailsDto: {
            displayName?: string;
            /** Format: email */
            email?: string;
            language?: string;
            /** @description Added to those known */
            learnerIdentifiers?: {
                /** @enum {string} */
                kind: "mbox" | "mbox_sha1sum" | "account";
                value: string;
            }[];
            reason?: string;
        };
        EarningListDto_Output: {
            items: {
                /** @description Money */
                amount: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                earningId: string;
                /** @description Why this amount, in a sentence */
                explanation: string;
                /** @enum {string} */
                kind: "sale" | "refund";
                occurredOn: string;
                payoutId: string | null;
                period: string;
                program: {
                    programId: string;
                    version: number;
                };
                /** @description 1, or more for a difference posted later */
                revision: number;
                rule: string;
                saleId: string;
                source: string;
                /** @enum {string} */
                state: "open" | "calculated" | "due";
                tier: string;
                trace: {
                    [key: string]: unknown;
                };
            }[];
            nextCursor: string | null;
            /** @description All periods, the latest first */
            totals: {
                /** @description Money */
                amount: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                earnings: number;
                period: string;
            }[];
        };
        EvidenceDto_Output: {
            /** @description An instant of program time */
            at: {
                /** @description ISO 8601, UTC */
                at: string;
                /** @description Epoch milliseconds */
                ms: number;
            };
            /** @description Their name */
            by: string | null;
            evidenceId: string;
            fields: {
                [key: string]: string;
            };
            partnerId: string;
            personId: string;
            stepId: string;
        };
        FactDto: {
            /** @default {} */
            data: {
                [key: string]: string | number | boolean | null;
            };
            /** @description The sender’s own id of the event */
            eventId: string;
            kind: string;
            /**
             * Format: date-time
             * @description Program time
             */
            occurredAt: string;
        };
        FactTakenDto_Output: {
            factId: string;
            temporalUrl: string;
        };
        HealthDto_Output: {
            /** @constant */
            postgres?: "up";
            /** @constant */
            status: "ok";
            /** @constant */
            temporal?: "up";
        };
        ImportDto_Output: {
            counts: {
                conflict: number;
                refused: number;
                same: number;
                stored: number;
                unmatched: number;
            };
            done: number;
            ended: string | null;
            importId: string;
            /** @description Null until its content has been read */
            kind: ("sales" | "statements" | "partners") | null;
            /** @description Why none of it could be used */
            refusal: {
                code: string;
                message: string;
            } | null;
            rowsUrl: string;
            source: string | null;
            started: string | null;
            /** @enum {string} */
            state: "starting" | "running" | "done" | "failed";
            temporalUrl: string;
            total: number;
        };
        ImportRowsDto_Output: {
            items: {
                code: string | null;
                message: string | null;
                /** @enum {string} */
                outcome: "stored" | "same" | "conflict" | "unmatched" | "refused";
                partnerId: string | null;
                /** @description The sender’s id of the row */
                reference: string | null;
                /** @description From 1; a header does not count */
                rowNumber: number;
            }[];
            nextCursor: string | null;
        };
        ImportStartedDto_Output: {
            importId: string;
            /** @constant */
            state: "starting";
            statusUrl: string;
            temporalUrl: string;
        };
        InviteDto: {
            displayName: string;
            /** Format: email */
            email: string;
            language?: string;
            learnerIdentifiers?: {
                /** @enum {string} */
                kind: "mbox" | "mbox_sha1sum" | "account";
                value: string;
            }[];
            /** @description Absent for staff */
            partnerId?: string;
            reason?: string;
            /** @default [] */
            roles: {
                /** @description Everywhere, when left out */
                region?: string | null;
                role: string;
                /**
                 * Format: date-time
                 * @description Wall time; without an end, when left out
                 */
                until?: string;
            }[];
        };
        LeaveDto: {
            reason?: string;
        };
        MeDto_Output: {
            displayName: string;
            grants: {
                region: string | null;
                role: string;
            }[];
            /** @enum {string} */
            kind: "person" | "service";
            /** @description False for a verified token that nobody here belongs to yet: it may apply */
            known: boolean;
            language: string;
            partnerId: string | null;
            personId: string;
        };
        OverviewDto_Output: {
            /** @description Named owners with the open steps of their partners, the most loaded first */
            owners: {
                displayName: string;
                late: number;
                open: number;
                partners: number;
                personId: string;
            }[];
            /** @description Open steps by who can act, the most loaded first */
            roles: {
                late: number;
                open: number;
                role: string;
            }[];
            stages: {
                completed: number;
                /** @description Steps with a due date that have ended */
                ended: number;
                inTime: number;
                /** @description Program time, ms; null before the first one */
                medianMs: number | null;
                /** @description Program time, ms; null before the first one */
                ninetiethMs: number | null;
                /** @description Partners that have ever begun it */
                reached: number;
                running: number;
                /** @enum {string} */
                stage: "strategize" | "recruit" | "onboard" | "enable" | "market" | "sell" | "incentivize" | "accelerate";
            }[];
        };
        PartnerDto_Output: {
            /** @description First certificate, deal and campaign; null before the clock starts */
            activation: ("running" | "at_risk" | "dormant" | "activated") | null;
            /** @description Commands that its mode allows */
            allowedActions: string[];
            /** @description An instant of program time */
            applied: {
                /** @description ISO 8601, UTC */
                at: string;
                /** @description Epoch milliseconds */
                ms: number;
            };
            /** @description An instant of program time */
            changed: {
                /** @description ISO 8601, UTC */
                at: string;
                /** @description Epoch milliseconds */
                ms: number;
            };
            city: string | null;
            country: string;
            /** @description 0 before the cycles */
            cycle: number;
            /** @enum {string} */
            mode: "active" | "paused" | "suspended" | "withdrawn" | "offboarded" | "rejected" | "expired";
            /** @description Those of them that my roles may give */
            myActions: ("pause" | "resume" | "suspend" | "withdraw" | "offboard" | "skipStep" | "repeatStage" | "handOver")[];
            name: string;
            nextDue: {
                /** @description ISO 8601, UTC */
                at: string;
                /** @description Epoch milliseconds */
                ms: number;
            } | null;
            notes: string[];
            openSteps: number;
            owners: {
                displayName: string;
                personId: string;
                role: string;
            }[];
            partnerId: string;
            period: string | null;
            possibleDuplicateOf: string | null;
            previousPartnerId: string | null;
            profile: {
                [key: string]: unknown;
            };
            program: {
                programId: string;
                version: number;
            };
            region: string;
            registrationNumber: string | null;
            /** @description When the longest of the stages that run now began */
            since: {
                /** @description ISO 8601, UTC */
                at: string;
                /** @description Epoch milliseconds */
                ms: number;
            } | null;
            stageRuns: {
                attempt: number;
                closes: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                } | null;
                cycle: number;
                ended: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                } | null;
                outcome: ("completed" | "lapsed" | "rejected" | "expired" | "cancelled") | null;
                period: string | null;
                reason: string | null;
                /** @enum {string} */
                stage: "strategize" | "recruit" | "onboard" | "enable" | "market" | "sell" | "incentivize" | "accelerate";
                stageRunId: string;
                /** @description An instant of program time */
                started: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                };
                steps: {
                    approvalId: string | null;
                    approvalTemporalUrl: string | null;
                    details: {
                        [key: string]: unknown;
                    } | null;
                    due: {
                        /** @description ISO 8601, UTC */
                        at: string;
                        /** @description Epoch milliseconds */
                        ms: number;
                    } | null;
                    ended: {
                        /** @description ISO 8601, UTC */
                        at: string;
                        /** @description Epoch milliseconds */
                        ms: number;
                    } | null;
                    key: string;
                    /** @enum {string} */
                    kind: "task" | "approval" | "agreement" | "training" | "provision" | "screening" | "milestone" | "wait" | "service";
                    needs: string[];
                    opened: {
                        /** @description ISO 8601, UTC */
                        at: string;
                        /** @description Epoch milliseconds */
                        ms: number;
                    } | null;
                    optional: boolean;
                    reason: string | null;
                    result: {
                        [key: string]: unknown;
                    } | null;
                    /** @description Whose holders can act now */
                    roles: string[];
                    /** @enum {string} */
                    state: "waiting" | "open" | "done" | "skipped" | "not_applicable" | "failed" | "rejected" | "expired" | "carried" | "lapsed" | "cancelled";
                    stepId: string;
                    title: string;
                    waitingFor: string | null;
                }[];
                temporalUrl: string;
            }[];
            /** @description The stages that run now */
            stages: ("strategize" | "recruit" | "onboard" | "enable" | "market" | "sell" | "incentivize" | "accelerate")[];
            /** @constant */
            state: "running";
            temporalUrl: string;
            tier: string | null;
            type: string;
            waitingFor: {
                due: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                } | null;
                roles: string[];
                /** @enum {string} */
                stage: "strategize" | "recruit" | "onboard" | "enable" | "market" | "sell" | "incentivize" | "accelerate";
                stepId: string;
                title: string;
                waitingFor: string | null;
            }[];
        } | {
            partnerId: string;
            /** @constant */
            state: "starting";
            temporalUrl: string;
        } | {
            partnerId: string;
            reason: string | null;
            /** @constant */
            state: "refused";
            temporalUrl: string;
        };
        PartnerFileDto_Output: {
            importId: string;
            /** @constant */
            state: "starting";
            statusUrl: string;
            temporalUrl: string;
        } | {
            faults: {
                code: string;
                message: string;
                pointer: string;
            }[];
            /** @description Companies whose name looks like that of one before in the file */
            lookAlikes: number;
            mapping: {
                /**
                 * @description Another spelling in the file → the value that it is read as; each use is noted
                 * @default {}
                 */
                aliases: {
                    [key: string]: string;
                };
                /**
                 * @description Column → header of the file
                 * @default {}
                 */
                columns: {
                    [key: string]: string;
                };
                /**
                 * @description Value of the country column → ISO 3166-1 code
                 * @default {}
                 */
                countries: {
                    [key: string]: string;
                };
                /**
                 * @description Value of the type column → partner type of the program
                 * @default {}
                 */
                types: {
                    [key: string]: string;
                };
            };
            /** @description Rows with an alias note */
            notes: number;
            /** @description Rows that could not become applications */
            refused: number;
            rows: {
                code: string | null;
                country: string | null;
                message: string | null;
                name: string | null;
                notes: string[];
                reference: string | null;
                region: string | null;
                rowNumber: number;
                type: string | null;
            }[];
            /** @constant */
            state: "preview";
            total: number;
            /** @description Values that the mapping knows no meaning of: add them to it, or their rows are refused */
            unmapped: {
                countries: string[];
                types: string[];
            };
        };
        PartnerListDto_Output: {
            items: {
                /** @description First certificate, deal and campaign; null before the clock starts */
                activation: ("running" | "at_risk" | "dormant" | "activated") | null;
                /** @description An instant of program time */
                applied: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                };
                /** @description An instant of program time */
                changed: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                };
                city: string | null;
                country: string;
                /** @description 0 before the cycles */
                cycle: number;
                /** @enum {string} */
                mode: "active" | "paused" | "suspended" | "withdrawn" | "offboarded" | "rejected" | "expired";
                name: string;
                nextDue: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                } | null;
                openSteps: number;
                partnerId: string;
                period: string | null;
                possibleDuplicateOf: string | null;
                program: {
                    programId: string;
                    version: number;
                };
                region: string;
                /** @description When the longest of the stages that run now began */
                since: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                } | null;
                /** @description The stages that run now */
                stages: ("strategize" | "recruit" | "onboard" | "enable" | "market" | "sell" | "incentivize" | "accelerate")[];
                temporalUrl: string;
                tier: string | null;
                type: string;
            }[];
            nextCursor: string | null;
        };
        PayoutListDto_Output: {
            items: {
                /** @description Money */
                amount: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                approvalId: string | null;
                /** @description An instant of program time */
                calculated: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                };
                contentHash: string;
                due: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                } | null;
                earnings: number;
                payoutId: string;
                /** @description The period whose close collected it */
                period: string;
                /** @description Whose earnings it collects */
                periods: string[];
                revision: number;
                /** @enum {string} */
                state: "calculated" | "due" | "void";
                temporalUrl: string;
            }[];
            nextCursor: string | null;
        };
        PersonChangedDto_Output: {
            accessToRevoke: number;
            /** @description False when everything was so already */
            changed: boolean;
            /** @description Partners to hand over, because their named owner can no longer be it */
            ownedPartners: number;
            partnerId: string | null;
            personId: string;
            /** @constant */
            state: "done";
            statementsMatched: number;
            temporalUrl: string;
        } | {
            /**
             * @description Not answered yet: repeat the request with the same Idempotency-Key, or look at statusUrl.
             * @constant
             */
            state: "pending";
            statusUrl: string;
            temporalUrl: string;
        };
        PersonDto_Output: {
            displayName: string;
            email: string | null;
            /** @description Active now */
            grants: {
                region: string | null;
                role: string;
            }[];
            /** @enum {string} */
            kind: "person" | "service";
            language: string;
            learnerIdentifiers: {
                /** @enum {string} */
                kind: "mbox" | "mbox_sha1sum" | "account";
                value: string;
            }[];
            partnerId: string | null;
            personId: string;
            /** @enum {string} */
            status: "invited" | "active" | "left";
        };
        PersonListDto_Output: {
            items: {
                displayName: string;
                email: string | null;
                /** @description Active now */
                grants: {
                    region: string | null;
                    role: string;
                }[];
                /** @enum {string} */
                kind: "person" | "service";
                language: string;
                learnerIdentifiers: {
                    /** @enum {string} */
                    kind: "mbox" | "mbox_sha1sum" | "account";
                    value: string;
                }[];
                partnerId: string | null;
                personId: string;
                /** @enum {string} */
                status: "invited" | "active" | "left";
            }[];
        };
        PricingRunDto_Output: {
            /** @description Sales in another currency than the plan’s */
            awaitingRate: number;
            ended: string | null;
            from: string;
            /** @description Sales and refunds priced */
            lines: number;
            partners: number;
            /** @description Earnings that were new */
            postings: number;
            program: string;
            refusal: {
                code: string;
                message: string;
            } | null;
            runId: string;
            started: string | null;
            /** @enum {string} */
            state: "starting" | "running" | "done" | "failed";
            statusUrl: string;
            temporalUrl: string;
            to: string;
        };
        PricingRunRequestDto: {
            from: string;
            partnerIds?: string[];
            program: string;
            to: string;
        };
        Problem: {
            allowedActions?: string[];
            code: string;
            detail?: string;
            errors?: {
                code: string;
                message: string;
                pointer: string;
            }[];
            instance: string;
            status: number;
            title: string;
            traceId: string;
            type: string;
        };
        ProblemPageDto_Output: {
            code: string;
            retryable: boolean;
            status: number;
            title: string;
        };
        ProgramClockDto_Output: {
            /** @description Program time: factor 1 but in demo versions */
            clock: {
                anchorMs: number;
                factor: number;
                fastMs: number;
            };
            /** @description The civil date in the program’s zone: date sales and completions with it */
            date: string;
            demo: boolean;
            /** @description An instant of program time */
            now: {
                /** @description ISO 8601, UTC */
                at: string;
                /** @description Epoch milliseconds */
                ms: number;
            };
            period: {
                /** @description An instant of program time */
                ends: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                };
                firstDay: string;
                key: string;
                lastDay: string;
            };
            programId: string;
            version: number;
            zone: string;
        };
        ProgramDto_Output: {
            /** @description Program time: factor 1 but in demo versions */
            clock: {
                anchorMs: number;
                factor: number;
                fastMs: number;
            };
            contentHash: string;
            demo: boolean;
            document: {
                [key: string]: unknown;
            } | null;
            libraryVersions: {
                [key: string]: string;
            };
            programId: string;
            publishedAt: string;
            publishedBy: string;
            title: string;
            version: number;
            versions: {
                /** @description Program time: factor 1 but in demo versions */
                clock: {
                    anchorMs: number;
                    factor: number;
                    fastMs: number;
                };
                contentHash: string;
                demo: boolean;
                programId: string;
                publishedAt: string;
                publishedBy: string;
                title: string;
                version: number;
            }[];
        };
        ProgramListDto_Output: {
            items: {
                /** @description Program time: factor 1 but in demo versions */
                clock: {
                    anchorMs: number;
                    factor: number;
                    fastMs: number;
                };
                contentHash: string;
                demo: boolean;
                partnerTypes: {
                    [key: string]: string;
                };
                programId: string;
                publishedAt: string;
                publishedBy: string;
                regions: {
                    [key: string]: {
                        countries: string[];
                        title: string;
                    };
                };
                title: string;
                version: number;
            }[];
        };
        PublishedDto_Output: {
            /** @description False when the very same content had been published before */
            changed: boolean;
            contentHash: string;
            programId: string;
            /** @constant */
            state: "published";
            temporalUrl: string;
            version: number;
        } | {
            /**
             * @description Not answered yet: repeat the request with the same Idempotency-Key, or look at statusUrl.
             * @constant
             */
            state: "pending";
            statusUrl: string;
            temporalUrl: string;
        };
        RolesDto: {
            /** @default [] */
            grant: {
                /** @description Everywhere, when left out */
                region?: string | null;
                role: string;
                /**
                 * Format: date-time
                 * @description Wall time; without an end, when left out
                 */
                until?: string;
            }[];
            reason?: string;
            /** @default [] */
            revoke: {
                region?: string | null;
                role: string;
            }[];
        };
        SaleListDto_Output: {
            items: {
                /** @description Money */
                amount: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                importId: string;
                /** @enum {string} */
                kind: "sale" | "refund";
                occurredOn: string;
                partnerId: string | null;
                period: string;
                product: string | null;
                quantity: number | null;
                refundOf: string | null;
                saleId: string;
                source: string;
                /** @enum {string} */
                state: "unmatched" | "booked" | "awaiting_rate" | "priced";
            }[];
            nextCursor: string | null;
        };
        SalesDto: {
            /** @description Whose periods they are filed under; the only one, when left out */
            program?: string;
            sales: {
                amount: {
                    /** @description Major units as text, such as "1234.55", with at most the currency’s decimals */
                    amount: string;
                    currency: string;
                };
                /**
                 * @default sale
                 * @enum {string}
                 */
                kind: "sale" | "refund";
                /**
                 * Format: date
                 * @description A date in the program’s zone
                 */
                occurredOn: string;
                /** @description Our partner id, or the id that the source has for the partner */
                partner: string;
                product?: string;
                quantity?: number;
                /** @description For a refund: the id of the sale that it takes back */
                refundOf?: string;
                saleId: string;
            }[];
            /** @description Who sends: with a sale’s id its identity, such as "crm" */
            source: string;
        };
        SalesFileDto_Output: {
            importId: string;
            /** @constant */
            state: "starting";
            statusUrl: string;
            temporalUrl: string;
        } | {
            faults: {
                code: string;
                message: string;
                pointer: string;
            }[];
            mapping: {
                columns: {
                    [key: string]: string;
                };
                orderLines: boolean;
            };
            rows: {
                /** @description Money */
                amount: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                kind: string | null;
                occurredOn: string;
                partner: string;
                product: string | null;
                saleId: string;
            }[];
            /** @constant */
            state: "preview";
        };
        ServiceDto: {
            displayName: string;
            issuer: string;
            reason?: string;
            roles: {
                /** @description Everywhere, when left out */
                region?: string | null;
                role: string;
                /**
                 * Format: date-time
                 * @description Wall time; without an end, when left out
                 */
                until?: string;
            }[];
            subject: string;
        };
        SignDto: {
            documentHash: string;
        };
        StepListDto_Output: {
            items: {
                approvalId: string | null;
                cycle: number;
                due: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                } | null;
                ended: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                } | null;
                key: string;
                /** @enum {string} */
                kind: "task" | "approval" | "agreement" | "training" | "provision" | "screening" | "milestone" | "wait" | "service";
                late: boolean;
                opened: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                } | null;
                partnerId: string;
                partnerName: string;
                programVersion: string;
                roles: string[];
                /** @enum {string} */
                stage: "strategize" | "recruit" | "onboard" | "enable" | "market" | "sell" | "incentivize" | "accelerate";
                /** @enum {string} */
                state: "waiting" | "open" | "done" | "skipped" | "not_applicable" | "failed" | "rejected" | "expired" | "carried" | "lapsed" | "cancelled";
                stepId: string;
                title: string;
                waitingFor: string | null;
            }[];
            nextCursor: string | null;
        };
        TaskDto_Output: {
            cycle: number;
            /** @description What acting needs: evidence fields, instructions, agreementId and documentHash, the screening’s answer */
            details: {
                [key: string]: unknown;
            } | null;
            due: {
                /** @description ISO 8601, UTC */
                at: string;
                /** @description Epoch milliseconds */
                ms: number;
            } | null;
            key: string;
            /** @enum {string} */
            kind: "task" | "approval" | "agreement" | "training" | "provision" | "screening" | "milestone" | "wait" | "service";
            opened: {
                /** @description ISO 8601, UTC */
                at: string;
                /** @description Epoch milliseconds */
                ms: number;
            } | null;
            partnerId: string;
            /** @enum {string} */
            partnerMode: "active" | "paused" | "suspended" | "withdrawn" | "offboarded" | "rejected" | "expired";
            partnerName: string;
            programVersion: string;
            reason: string | null;
            region: string;
            result: {
                [key: string]: unknown;
            } | null;
            roles: string[];
            /** @enum {string} */
            stage: "strategize" | "recruit" | "onboard" | "enable" | "market" | "sell" | "incentivize" | "accelerate";
            /** @enum {string} */
            state: "waiting" | "open" | "done" | "skipped" | "not_applicable" | "failed" | "rejected" | "expired" | "carried" | "lapsed" | "cancelled";
            stepId: string;
            temporalUrl: string;
            title: string;
            waitingFor: string | null;
        };
        TaskListDto_Output: {
            items: {
                cycle: number;
                /** @description What acting needs: evidence fields, instructions, agreementId and documentHash, the screening’s answer */
                details: {
                    [key: string]: unknown;
                } | null;
                due: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                } | null;
                key: string;
                /** @enum {string} */
                kind: "task" | "approval" | "agreement" | "training" | "provision" | "screening" | "milestone" | "wait" | "service";
                opened: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                } | null;
                partnerId: string;
                /** @enum {string} */
                partnerMode: "active" | "paused" | "suspended" | "withdrawn" | "offboarded" | "rejected" | "expired";
                partnerName: string;
                programVersion: string;
                reason: string | null;
                region: string;
                result: {
                    [key: string]: unknown;
                } | null;
                roles: string[];
                /** @enum {string} */
                stage: "strategize" | "recruit" | "onboard" | "enable" | "market" | "sell" | "incentivize" | "accelerate";
                /** @enum {string} */
                state: "waiting" | "open" | "done" | "skipped" | "not_applicable" | "failed" | "rejected" | "expired" | "carried" | "lapsed" | "cancelled";
                stepId: string;
                temporalUrl: string;
                title: string;
                waitingFor: string | null;
            }[];
            nextCursor: string | null;
        };
        TimelineDto_Output: {
            items: {
                action: string;
                actor: string;
                actorName: string | null;
                /** @description An instant of program time */
                at: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                };
                details: {
                    [key: string]: unknown;
                } | null;
                onBehalfOf: string | null;
                programVersion: string | null;
                reason: string | null;
                seq: number;
                subject: string;
                temporalUrl: string;
            }[];
            nextCursor: string | null;
        };
        TimersDto_Output: {
            items: {
                about: string;
                /** @description An instant of program time */
                at: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                };
                /** @enum {string} */
                kind: "remind" | "due" | "escalate" | "end" | "wait" | "period" | "activation" | "certificate";
                /** @description Whether a pause stops it */
                stops: boolean;
                /** @description What happens when it fires */
                then: string;
            }[];
            /** @description An instant of program time */
            now: {
                /** @description ISO 8601, UTC */
                at: string;
                /** @description Epoch milliseconds */
                ms: number;
            };
            /** @description The partner is paused or suspended: deadlines wait, the rest goes on */
            stopped: boolean;
        };
        TrainingDto_Output: {
            /** @description An instant of program time */
            now: {
                /** @description ISO 8601, UTC */
                at: string;
                /** @description Epoch milliseconds */
                ms: number;
            };
            tier: string;
            tracks: {
                certification: string;
                /** @description Active people who hold it now */
                certified: number;
                courses: {
                    activity: string;
                    title: string;
                    /** @enum {string} */
                    verb: "completed" | "passed";
                }[];
                /** @description People who must hold it at this tier */
                needed: number;
                people: {
                    displayName: string;
                    /** @description An instant of program time */
                    expires: {
                        /** @description ISO 8601, UTC */
                        at: string;
                        /** @description Epoch milliseconds */
                        ms: number;
                    };
                    personId: string;
                }[];
                /** @description Whose holders take it */
                role: string;
                title: string;
                track: string;
            }[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    HealthController_live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    HealthController_ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MetricsController_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ProblemsController_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                page: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemPageDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AgreementsController_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgreementDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AgreementsController_sign: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer and one effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActedDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApprovalsController_list: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                /** @description Only those that I may decide now: not excluded, and asked */
                mine?: "true" | "false";
                partnerId?: string;
                state?: "open" | "paused" | "approved" | "rejected" | "expired" | "cancelled";
                /** @description Only those on which no decision of mine stands */
                undecided?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalListDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApprovalsController_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DecisionsController_code: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer and one effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeRequestDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DecisionsController_decide: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer and one effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecideDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecidedDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BoardController_read: {
        parameters: {
            query?: {
                /** @description At most so many per stage */
                cards?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoardDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ConsoleController_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsoleDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EventsController_stream: {
        parameters: {
            query?: {
                partnerId?: string;
            };
            header?: {
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EvidenceController_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvidenceDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ImportsController_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ImportsController_rows: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                outcome?: "stored" | "same" | "conflict" | "unmatched" | "refused";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportRowsDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    OverviewController_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OverviewDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PartnersController_list: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                mode?: "active" | "paused" | "suspended" | "withdrawn" | "offboarded" | "rejected" | "expired";
                /** @description With an open step past its due date, or without */
                overdue?: "true" | "false";
                /** @description The person who is its named owner */
                owner?: string;
                possibleDuplicate?: "true" | "false";
                /** @description Part of the name */
                q?: string;
                region?: string;
                stage?: "strategize" | "recruit" | "onboard" | "enable" | "market" | "sell" | "incentivize" | "accelerate";
                tier?: string;
                type?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartnerListDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApplicationsController_apply: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer and one effect. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApplyDto"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppliedDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PartnersController_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartnerDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PartnerAgreementsController_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgreementListDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TrainingController_certificates: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CertificateListDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CommandsController_give: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer and one effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommandDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandedDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EarningsController_list: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                period?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EarningListDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    FactsController_report: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer and one effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FactDto"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FactTakenDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EarningsController_payouts: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayoutListDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PartnersController_peopleOf: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonListDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PartnersController_timeline: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimelineDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TimersController_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimersDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TrainingController_training: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrainingDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PartnerImportsController_file: {
        parameters: {
            query: {
                /** @description JSON, as the preview shows it; guessed where left out */
                mapping?: string;
                /** @description Only shows how the file would be read */
                preview?: "true" | "false";
                programId?: string;
                /** @description Whose rows these are: with a row’s id its identity */
                source: string;
            };
            header?: {
                /** @description The same key and body give the same answer and one effect. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/csv": string;
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartnerFileDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PeopleController_list: {
        parameters: {
            query?: {
                partnerId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonListDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PeopleController_invite: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer and one effect. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InviteDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonChangedDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PeopleController_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PeopleController_details: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer and one effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DetailsDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonChangedDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PeopleController_leave: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer and one effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LeaveDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonChangedDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PeopleController_roles: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer and one effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RolesDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonChangedDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PeopleController_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PeopleController_register: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer and one effect. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ServiceDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonChangedDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PricingRunsController_start: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer and one effect. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PricingRunRequestDto"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PricingRunDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PricingRunsController_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PricingRunDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ProgramsController_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgramListDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ProgramsController_publish: {
        parameters: {
            query?: {
                /** @description Publishes a demo version in which a day takes this long, e.g. 500ms */
                day?: string;
                /** @description How long the demo version runs fast, e.g. 10min; then time runs normally */
                fast?: string;
            };
            header?: {
                /** @description The same key and body give the same answer and one effect. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
                "application/yaml": Record<string, never>;
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublishedDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ProgramsController_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgramDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ProgramsController_time: {
        parameters: {
            query?: {
                version?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgramClockDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ProgramsController_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgramDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SalesController_list: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                /** @description Our partner id */
                partner?: string;
                period?: string;
                source?: string;
                state?: "unmatched" | "booked" | "awaiting_rate" | "priced";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SaleListDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SalesController_send: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer and one effect. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SalesDto"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportStartedDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SalesController_file: {
        parameters: {
            query: {
                /** @description Of the whole file, where it has no column for it */
                currency?: string;
                /** @description JSON, as the preview shows it; guessed from the headers when left out */
                mapping?: string;
                /** @description Only shows how the file would be read */
                preview?: "true" | "false";
                /** @description Whose periods they are filed under; the only one, when left out */
                program?: string;
                /** @description Who sends: with a sale’s id its identity, such as "crm" */
                source: string;
            };
            header?: {
                /** @description The same key and body give the same answer and one effect. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/csv": string;
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SalesFileDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    StepsController_list: {
        parameters: {
            query?: {
                cursor?: string;
                /** @description Open and past their due date, or ended after it; or not */
                late?: "true" | "false";
                limit?: number;
                /** @description Of partners whose named owner this person is */
                owner?: string;
                partnerId?: string;
                /** @description Whose holders can act */
                role?: string;
                stage?: "strategize" | "recruit" | "onboard" | "enable" | "market" | "sell" | "incentivize" | "accelerate";
                when?: "open" | "ended";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StepListDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TasksController_list: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                partnerId?: string;
                stage?: "strategize" | "recruit" | "onboard" | "enable" | "market" | "sell" | "incentivize" | "accelerate";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskListDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TasksController_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TasksController_complete: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer and one effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompletionDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActedDto_Output"];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    XapiController_about: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        version?: string[];
                    };
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    XapiController_get: {
        parameters: {
            query?: never;
            header: {
                /** @description 1.0.x or 2.0.x */
                "X-Experience-API-Version": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    } | {
                        more?: string;
                        statements?: {
                            [key: string]: unknown;
                        }[];
                    };
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    XapiController_put: {
        parameters: {
            query?: never;
            header: {
                /** @description 1.0.x or 2.0.x */
                "X-Experience-API-Version": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    XapiController_post: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key and body give the same answer and one effect. */
                "Idempotency-Key"?: string;
                /** @description 1.0.x or 2.0.x */
                "X-Experience-API-Version": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                } | {
                    [key: string]: unknown;
                }[];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string[];
                };
            };
            /** @description A problem (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
