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
    "/v1/approvals/{id}/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["ApprovalActsController_act"];
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
    "/v1/approvals/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["BulkDecisionsController_decideAll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["ApprovalsController_preview"];
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
    "/v1/commission-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["CommissionEventsController_list"];
        put?: never;
        post: operations["CommissionEventsController_send"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/commission-events/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["CommissionEventsController_file"];
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
    "/v1/corrections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["CorrectionsController_list"];
        put?: never;
        post: operations["CorrectionsController_show"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/corrections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["CorrectionsController_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/corrections/{id}/submission": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["CorrectionsController_submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/corrections/{id}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["CorrectionsController_withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/corrections/inputs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["CorrectionsController_recorded"];
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
    "/v1/links/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["LinksController_look"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/links/{token}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["LinksController_decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["NoticesController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notices/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["NoticesController_retry"];
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
    "/v1/partners/{id}/disputes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["DisputesController_list"];
        put?: never;
        post: operations["DisputesController_raise"];
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
    "/v1/partners/{id}/earnings/{earningId}/trail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["EarningTrailController_read"];
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
    "/v1/partners/{id}/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["LedgerController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{id}/payees": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PayeesController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{id}/payees/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["PayeesController_propose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{id}/payees/accounts/{accountId}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["PayeesController_decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{id}/payees/gates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["PayeesController_gate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{id}/payees/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["PayeesController_hold"];
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
    "/v1/partners/{id}/payouts/{payoutId}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["EarningsController_proof"];
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
    "/v1/partners/{id}/statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["StatementsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{id}/statements/{period}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["StatementsController_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{id}/statements/{period}/csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["StatementsController_csv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{id}/statements/{period}/pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["StatementsController_pdf"];
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
    "/v1/payees": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PayeeListController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payment-reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PaymentReportsController_list"];
        put?: never;
        post: operations["PaymentReportsController_take"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payment-reports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PaymentReportsController_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payment-reports/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["PaymentReportsController_decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payment-reports/{id}/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PaymentReportsController_entries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payout-files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PayoutFileListController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payout-runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PayoutRunsController_list"];
        put?: never;
        post: operations["PayoutRunsController_open"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payout-runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PayoutRunsController_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payout-runs/{id}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["PayoutRunsController_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payout-runs/{id}/commands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["PayoutRunsController_command"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payout-runs/{id}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PayoutFilesController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payout-runs/{id}/files/{fileId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PayoutFilesController_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payout-runs/{id}/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PayoutRunsController_lines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payout-runs/{id}/lines/{lineId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PayoutReviewController_line"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payout-runs/{id}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PayoutReviewController_read"];
        put?: never;
        post?: never;
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
    "/v1/people/{id}/absences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["AbsencesController_list"];
        put?: never;
        post: operations["AbsencesController_enter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people/{id}/absences/{absenceId}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["AbsencesController_cancel"];
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
    "/v1/people/{id}/notice-settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["NoticesController_settings"];
        put?: never;
        post: operations["NoticesController_set"];
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
    "/v1/statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["StatementHoldersController_list"];
        put?: never;
        post?: never;
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
    "/v1/tasks/{id}/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["TasksController_act"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tasks/{id}/amendment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["TasksController_amend"];
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
    "/v1/webhooks/payment-provider": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["ProviderWebhookController_hear"];
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
        AbsenceDto: {
            /** @description Who stands in; not any further, should they be absent themselves */
            delegateId?: string | null;
            /**
             * Format: date-time
             * @description Wall time, included
             */
            from: string;
            reason?: string;
            /** @description For partners of this region only */
            region?: string | null;
            /** @description In this role only */
            role?: string | null;
            /** @description For approvals about this only */
            subjectType?: ("partner" | "payout" | "tier" | "plan" | "dispute" | "correction") | null;
            /**
             * Format: date-time
             * @description Wall time, excluded; two years later at most
             */
            to: string;
        };
        AbsenceListDto_Output: {
            items: {
                absenceId: string;
                delegateId: string | null;
                delegateName: string | null;
                displayName: string;
                enteredBy: string;
                /** @description An instant of program time */
                from: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                };
                personId: string;
                /** @description Null: everywhere */
                region: string | null;
                /** @description Null: in every role */
                role: string | null;
                /** @enum {string} */
                state: "coming" | "active" | "over" | "cancelled";
                /** @description Null: about anything */
                subjectType: string | null;
                /** @description An instant of program time */
                to: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                };
            }[];
            /** @description Active people of the same side */
            mayStandIn: {
                displayName: string;
                personId: string;
                roles: string[];
            }[];
            standsInFor: {
                absenceId: string;
                delegateId: string | null;
                delegateName: string | null;
                displayName: string;
                enteredBy: string;
                /** @description An instant of program time */
                from: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                };
                personId: string;
                /** @description Null: everywhere */
                region: string | null;
                /** @description Null: in every role */
                role: string | null;
                /** @enum {string} */
                state: "coming" | "active" | "over" | "cancelled";
                /** @description Null: about anything */
                subjectType: string | null;
                /** @description An instant of program time */
                to: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                };
            }[];
            /** @description What asks this person now: an absence asks it of others, within its scope */
            waiting: {
                approvalId: string;
                /** @description Program time */
                due: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                } | null;
                partnerId: string;
                partnerName: string;
                programVersion: string;
                region: string;
                /** @description In which the person is asked */
                roles: string[];
                subjectType: string;
                title: string;
            }[];
        };
        ActDoneDto_Output: {
            /** @enum {string} */
            action: "claim" | "release" | "reassign" | "requestInfo" | "answerInfo" | "comment" | "recall";
            approvalId: string;
            /** @description An instant of program time */
            at: {
                /** @description ISO 8601, UTC */
                at: string;
                /** @description Epoch milliseconds */
                ms: number;
            };
            claimedBy: string | null;
            personId: string;
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
        AllPayeesDto_Output: {
            items: {
                /** @description The one that is paid to, and the one that waits for finance */
                accounts: {
                    accountId: string;
                    country: string | null;
                    /** @enum {string} */
                    kind: "iban" | "reference";
                    lastFour: string;
                    payableFrom: string | null;
                    /** @enum {string} */
                    state: "proposed" | "verified" | "replaced" | "rejected" | "withdrawn";
                }[];
                currency: string;
                /** @description Approved, and in no payout run yet */
                due: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                /** @description Why it is not paid now; empty where it may be */
                gaps: ("held" | "partner_suspended" | "no_account" | "account_rests" | "no_tax_form" | "tax_form_failed" | "no_sanctions_check" | "sanctions_failed")[];
                held: boolean;
                partnerId: string;
                partnerName: string;
                payeeId: string;
                /** @description Which of the partner’s people; who it is, for finance and that person. Null for the partner itself */
                person: {
                    name: string | null;
                    personId: string | null;
                } | null;
            }[];
            nextCursor: string | null;
        };
        AmendmentDto: {
            /** @description Visible in the Temporal UI */
            comment?: string;
            /**
             * @description A short text or link for each field that the step asks for
             * @default {}
             */
            evidence: {
                [key: string]: string;
            };
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
        ApprovalActDto: {
            /** @enum {string} */
            action: "claim" | "release" | "reassign" | "requestInfo" | "answerInfo" | "comment" | "recall";
            /** @description The question, answer, comment or reason; visible in the Temporal UI */
            comment?: string;
            /** @description Reassign: who shall see to it */
            toPersonId?: string;
        };
        ApprovalDto_Output: {
            /** @description What is possible in this state, for whoever may */
            allowedActions: string[];
            approvalId: string;
            candidates: {
                displayName: string;
                onBehalfOf: string | null;
                personId: string;
                role: string;
            }[];
            /** @description Who sees to it; others may decide all the same */
            claimedBy: string | null;
            claimedByName: string | null;
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
                level: number;
                /** @description The absent person for whom it was taken */
                onBehalfOf: string | null;
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
            /** @description The plan as it is now, or was at the end; for our own people */
            explained: {
                excluded: {
                    displayName: string;
                    personId: string;
                    /** @enum {string} */
                    why: "requester" | "beneficiary" | "stands_in_for_requester" | "absent" | "limit" | "has_spoken";
                }[];
                explanation: string[];
                levels: {
                    groups: {
                        deciders: {
                            displayName: string;
                            /** @description The absent person whose role it is */
                            onBehalfOf?: string;
                            personId: string;
                            role: string;
                        }[];
                        quorum: number | "all" | "first";
                        /** @enum {string} */
                        rejection: "ends" | "counts";
                        roles: string[];
                        /** @description How many approvals it takes */
                        seats: number;
                    }[];
                    /** @description Approvals that nobody could give */
                    missing: number;
                    title?: string;
                }[];
                /** @description Over all levels, each of us counting once; more than 0: it cannot be approved now */
                missing: number;
                /** @description The row of the matrix that was chosen, from 1 */
                row?: number;
            } | null;
            /** @description The level that is asked, from 1 */
            level: number;
            levels: number;
            /** @description Whether you may */
            mayDecide: boolean;
            /** @description Names by person id of whoever is mentioned; for our own people */
            names: {
                [key: string]: string;
            };
            /** @description Claims, questions, answers, comments, changes of who is asked; oldest first */
            notes: {
                action: string;
                actor: string;
                /** @description An instant of program time */
                at: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                };
                words: string | null;
            }[];
            /** @description An instant of program time */
            opened: {
                /** @description ISO 8601, UTC */
                at: string;
                /** @description Epoch milliseconds */
                ms: number;
            };
            /** @description What people of the partner are paid with the payout, or which person disputes how much; null for whoever is not of finance */
            paid: {
                /** @description Money */
                amount: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                name: string | null;
                personId: string;
            }[] | null;
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
            /** @description A change of what is decided voids a round and asks again */
            round: number;
            /** @enum {string} */
            state: "open" | "paused" | "info_requested" | "approved" | "rejected" | "expired" | "cancelled" | "superseded";
            subject: string;
            subjectType: string;
            temporalUrl: string;
            title: string;
            whyNot?: {
                code: string;
                message: string;
            };
        };
        ApprovalListDto_Output: {
            items: {
                approvalId: string;
                /** @description Who sees to it; others may decide all the same */
                claimedBy: string | null;
                claimedByName: string | null;
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
                /** @description The level that is asked, from 1 */
                level: number;
                levels: number;
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
                requester: string | null;
                roles: string[];
                /** @description A change of what is decided voids a round and asks again */
                round: number;
                /** @enum {string} */
                state: "open" | "paused" | "info_requested" | "approved" | "rejected" | "expired" | "cancelled" | "superseded";
                subject: string;
                subjectType: string;
                temporalUrl: string;
                title: string;
            }[];
            nextCursor: string | null;
        };
        ApprovePayoutRunDto: {
            contentHash: string;
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
        BulkDecidedDto_Output: {
            items: {
                allowedActions?: string[];
                approvalId: string;
                code?: string;
                /** @enum {string} */
                decision?: "approve" | "reject" | "revoke";
                detail?: string;
                personId?: string;
                seq?: number;
                /** @enum {string} */
                state: "recorded" | "pending" | "refused";
                /** @description As if it had been sent alone */
                status: number;
            }[];
        };
        BulkDecideDto: {
            items: {
                approvalId: string;
                /** @description Visible in the Temporal UI */
                comment?: string;
                contentHash: string;
                /** @enum {string} */
                decision: "approve" | "reject" | "revoke";
            }[];
        };
        CancelAbsenceDto: {
            reason?: string;
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
            /** @description Other updates and signals that take the same code, and the JSON for them */
            acts: {
                names: string[];
                paste: string;
            };
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
        CommissionEventListDto_Output: {
            items: {
                amount: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                } | null;
                /** @description All else that was said; amounts in minor units */
                details: {
                    [key: string]: unknown;
                };
                eventId: string;
                /** @description Why it earned nothing, or not all that it might, when it was priced last */
                exceptions: {
                    code: string;
                    message: string;
                    rule: string | null;
                }[];
                /** @description Null for what the lifecycle itself has recorded */
                importId: string | null;
                /** @enum {string} */
                kind: "deal_won" | "invoice_issued" | "cash_received" | "renewal" | "lead_accepted" | "lead_qualified" | "cert_earned" | "milestone" | "period_close" | "manual" | "refund" | "chargeback" | "cancellation" | "non_payment" | "fraud" | "correction";
                /** @description The instant, where it is known and not the first moment of the date */
                occurred: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                } | null;
                /** @description The date in the program’s zone */
                occurredOn: string;
                of: string | null;
                partnerId: string | null;
                /** @description What it is filed under; what takes back counts where its original does */
                period: string;
                /** @description When it was recorded: ISO 8601, UTC, wall time */
                recorded: string;
                source: string;
            }[];
            nextCursor: string | null;
        };
        CommissionEventsDto: {
            events: {
                /** @description Major units, in the currency of the amount */
                acv?: string;
                /** @description Gross, positive, of what takes back too; what takes back without it takes all */
                amount?: {
                    /** @description Major units as text, such as "1234.55", with at most the currency’s decimals */
                    amount: string;
                    currency: string;
                };
                certification?: string;
                /** @description Major units, in the currency of the amount */
                cost?: string;
                /** @description Partners that worked on the deal, by our partner ids */
                credits?: {
                    overlay?: boolean;
                    part?: string;
                    partnerId: string;
                    /** @description "30%" or "1/3"; those of one event sum to exactly 1 */
                    share?: string;
                }[];
                customerId?: string;
                /** @description Events of one deal share its caps */
                dealId?: string;
                /** @description Major units, in the currency of the amount */
                discount?: string;
                eventId: string;
                /** @description Major units, in the currency of the amount */
                freight?: string;
                /** @enum {string} */
                kind: "deal_won" | "invoice_issued" | "cash_received" | "renewal" | "lead_accepted" | "lead_qualified" | "cert_earned" | "milestone" | "period_close" | "manual" | "refund" | "chargeback" | "cancellation" | "non_payment" | "fraud" | "correction";
                milestone?: string;
                /** @enum {string} */
                motion?: "new" | "renewal" | "expansion";
                /** @description A date or a time of the program’s zone, or an instant with its offset: 2026-03-31T23:30:00-07:00 */
                occurredOn: string;
                /** @description For what takes back or corrects: the id of the event or sale that it is about */
                of?: string;
                /** @description Our partner id, or the id that the source has for the partner */
                partner: string;
                /** @description Who played which role */
                people?: {
                    personId: string;
                    role: string;
                }[];
                /** @description For period_close: which; that of its day, when left out */
                period?: string;
                product?: string;
                quantity?: number;
                /** @description Units of the plan’s currency for one of the event’s, kept with what it prices */
                rate?: {
                    on: string;
                    rate: string;
                    source: string;
                };
                /** @description For manual: why */
                reason?: string;
                registered?: boolean;
                segment?: string;
                /** @description Major units, in the currency of the amount */
                tax?: string;
                /** @description Major units, in the currency of the amount */
                tcv?: string;
                /** @description How many months were paid for */
                termMonths?: number;
            }[];
            /** @description Whose periods they are filed under; the only one, when left out */
            program?: string;
            /** @description Who sends: with an event’s id its identity, such as "crm" */
            source: string;
        };
        CommissionEventsFileDto_Output: {
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
            };
            rows: {
                amount: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                } | null;
                eventId: string;
                kind: string;
                occurredOn: string;
                of: string | null;
                partner: string;
            }[];
            /** @constant */
            state: "preview";
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
        CorrectionDto: {
            event?: {
                /** @description What it should have said; what is left out stays. Its credits are how it is split */
                changes: {
                    /** @description Major units, in the currency of the amount */
                    acv?: string;
                    /** @description Gross, positive, of what takes back too; what takes back without it takes all */
                    amount?: {
                        /** @description Major units as text, such as "1234.55", with at most the currency’s decimals */
                        amount: string;
                        currency: string;
                    };
                    certification?: string;
                    /** @description Major units, in the currency of the amount */
                    cost?: string;
                    /** @description Partners that worked on the deal, by our partner ids */
                    credits?: {
                        overlay?: boolean;
                        part?: string;
                        partnerId: string;
                        /** @description "30%" or "1/3"; those of one event sum to exactly 1 */
                        share?: string;
                    }[];
                    customerId?: string;
                    /** @description Events of one deal share its caps */
                    dealId?: string;
                    /** @description Major units, in the currency of the amount */
                    discount?: string;
                    /** @description Major units, in the currency of the amount */
                    freight?: string;
                    milestone?: string;
                    /** @enum {string} */
                    motion?: "new" | "renewal" | "expansion";
                    /** @description Who played which role */
                    people?: {
                        personId: string;
                        role: string;
                    }[];
                    product?: string;
                    quantity?: number;
                    /** @description Units of the plan’s currency for one of the event’s, kept with what it prices */
                    rate?: {
                        on: string;
                        rate: string;
                        source: string;
                    };
                    /** @description For manual: why */
                    reason?: string;
                    registered?: boolean;
                    segment?: string;
                    /** @description Major units, in the currency of the amount */
                    tax?: string;
                    /** @description Major units, in the currency of the amount */
                    tcv?: string;
                    /** @description How many months were paid for */
                    termMonths?: number;
                };
                /** @description The sender’s id of the event or sale */
                eventId: string;
                /** @description Who sent what is wrong */
                source: string;
            };
            /** @description Whose sale, event or tier it is */
            partnerId: string;
            program: string;
            /** @description Why. Visible in the Temporal UI */
            reason: string;
            sale?: {
                /** @description What it should have been */
                amount: {
                    /** @description Major units as text, such as "1234.55", with at most the currency’s decimals */
                    amount: string;
                    currency: string;
                };
                saleId: string;
                /** @description Who sent what is wrong */
                source: string;
            };
            /** @description From which days the partner was of which tiers */
            tiers?: {
                fromDay: string;
                /** @description Null: no tier begins that day */
                tier: string | null;
            }[];
        };
        CorrectionListDto_Output: {
            items: {
                correctionId: string;
                /** @description What was wrong, and what it should have been */
                corrects: {
                    [key: string]: unknown;
                };
                /** @description Net of all payees, by currency */
                differences: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                }[];
                ended: string | null;
                /** @description How many lines change */
                lines: number;
                partnerId: string;
                partnerName: string;
                program: string;
                reason: string;
                requested: string | null;
                requestedBy: string | null;
                requestedByName: string | null;
                round: number;
                /** @enum {string} */
                state: "starting" | "shown" | "submitted" | "refused" | "posted" | "rejected" | "withdrawn" | "expired";
                statusUrl: string;
                temporalUrl: string;
            }[];
            nextCursor: string | null;
        };
        CorrectionOrderedDto_Output: {
            correctionId: string;
            /** @enum {string} */
            order: "submit" | "withdraw";
            /** @constant */
            state: "recorded";
            statusUrl: string;
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
        CorrectionShownDto_Output: {
            /** @description Asked last: somebody else of finance decides */
            approvalId: string | null;
            correctionId: string;
            /** @description What was wrong, and what it should have been */
            corrects: {
                [key: string]: unknown;
            };
            ended: string | null;
            /** @description Of what is shown: what is submitted, approved and posted */
            hash: string | null;
            /** @description What changes, the biggest difference first */
            lines: {
                /** @description Money */
                after: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                /** @description Money */
                before: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                /** @description Money */
                difference: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                overlay: boolean;
                partnerId: string;
                partnerName: string;
                period: string;
                /** @description A person of the partner that is paid */
                personId: string | null;
                personName: string | null;
                /** @description Source and id of the sale or event */
                reference: string;
                rule: string;
                /** @description The sender’s id of the sale or event */
                sale: string;
            }[];
            partnerId: string;
            partnerName: string;
            /** @description What the changed lines of each payee come to, the biggest difference first */
            payees: {
                /** @description Money */
                after: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                /** @description Money */
                before: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                /** @description Money */
                difference: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                lines: number;
                partnerId: string;
                partnerName: string;
                /** @description A person of the partner that is paid */
                personId: string | null;
                personName: string | null;
            }[];
            /** @description Net, by period */
            periods: {
                /** @description Money */
                difference: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                period: string;
            }[];
            program: string;
            reason: string;
            refusal: {
                code: string;
                message: string;
            } | null;
            requested: string | null;
            requestedBy: string | null;
            requestedByName: string | null;
            /** @description How often it was shown: again where something else had changed meanwhile */
            round: number;
            /** @enum {string} */
            state: "starting" | "shown" | "submitted" | "refused" | "posted" | "rejected" | "withdrawn" | "expired";
            statusUrl: string;
            temporalUrl: string;
        };
        DecideAccountDto: {
            /** @enum {string} */
            decision: "verify" | "reject";
            /** @description Kept in the audit; no bank details */
            reason?: string;
        };
        DecideByLinkDto: {
            /** @description Visible in the Temporal UI */
            comment?: string;
            contentHash: string;
            /** @enum {string} */
            decision: "approve" | "reject";
            /** @description For which absent person, where you stand in for several; your own right comes first */
            onBehalfOf?: string;
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
            onBehalfOf?: string;
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
            /** @description For which absent person, where you stand in for several; your own right comes first */
            onBehalfOf?: string;
        };
        DecidePaymentReportDto: {
            /** @enum {string} */
            decision: "confirm" | "decline";
            /** @description Kept in the audit; visible in no history */
            reason?: string;
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
        DisputeDto: {
            /** @description The line of the statement: its earning */
            earningId: string;
            /** @description What is wrong with it. Visible in the Temporal UI */
            reason: string;
        };
        DisputeListDto_Output: {
            items: {
                /** @description Money */
                amount: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                disputeId: string;
                /** @description When finance answers at the latest */
                due: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                };
                earningId: string;
                ended: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                } | null;
                /** @description No payout collects the line; false where one had done so before, and where it takes away, which stays */
                held: boolean;
                period: string;
                /** @description An instant of program time */
                raised: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                };
                raisedBy: string;
                reason: string;
                /** @description Source and id of the sale or event */
                reference: string;
                rule: string;
                /** @enum {string} */
                state: "open" | "accepted" | "declined" | "withdrawn";
                temporalUrl: string;
            }[];
            nextCursor: string | null;
        };
        DisputeStartedDto_Output: {
            disputeId: string;
            /** @constant */
            state: "starting";
            statusUrl: string;
            temporalUrl: string;
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
                kind: "sale" | "deal_won" | "invoice_issued" | "cash_received" | "renewal" | "lead_accepted" | "lead_qualified" | "cert_earned" | "milestone" | "period_close" | "manual" | "refund" | "chargeback" | "cancellation" | "non_payment" | "fraud" | "correction";
                occurredOn: string;
                /** @description Paid on top of the whole */
                overlay: boolean;
                payoutId: string | null;
                period: string;
                /** @description A person of the partner that is paid instead of it */
                personId: string | null;
                program: {
                    programId: string;
                    version: number;
                };
                /** @description 1, or more for a difference posted later */
                revision: number;
                rule: string;
                /** @description The sender’s id of the sale or event */
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
        EarningTrailDto_Output: {
            /** @description The latest try to pay that line */
            attempt: {
                /** @description The payment’s id at the provider */
                attemptId: string;
                calls: number;
                changed: string;
                /** @description In which file it went out */
                file: {
                    fileId: string;
                    fileName: string;
                    /** @description What the bank calls the file */
                    messageId: string;
                    /** @description What the payment is called in it */
                    reference: string;
                } | null;
                firstSent: string | null;
                number: number;
                prepared: string;
                /** @description The way on which it left */
                rail: string;
                reason: string | null;
                /** @description The provider’s own */
                reference: string | null;
                /** @enum {string} */
                state: "prepared" | "sending" | "unknown" | "sent" | "paid" | "returned" | "rejected" | "absent";
            } | null;
            /** @description The line of a payout run that pays it */
            line: {
                lineId: string;
                period: string;
                program: string;
                runId: string;
                /** @enum {string} */
                state: "blocked" | "ready" | "in_transit" | "paid" | "failed" | "released";
            } | null;
            postings: {
                /** @description Money */
                amount: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                /** @enum {string} */
                kind: "earn" | "clawback" | "release" | "reserve" | "unreserve" | "withhold" | "unwithhold" | "pay" | "settle" | "return" | "reconcile" | "repay" | "write_off" | "reversal";
                /** @description Its place in the book */
                number: number;
                /** @description An instant of program time */
                posted: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                };
                transactionId: string;
            }[];
            sale: {
                amount: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                } | null;
                importId: string | null;
                occurredOn: string;
                product: string | null;
                /** @description The sender’s id of the sale or event */
                saleId: string;
                source: string;
            };
            /** @description In which statement it is; null while it is in no book */
            statement: {
                currency: string;
                period: string;
                /** @description Whose, where it is a person’s and not the partner’s */
                person: string | null;
            } | null;
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
        HeardDto_Output: {
            /** @constant */
            state: "heard";
        };
        HoldPayeeDto: {
            currency: string;
            held: boolean;
            /** @description One of the partner’s people: about what they earn, instead of the partner’s own */
            person?: string;
            /** @description Kept in the audit; no bank details */
            reason: string;
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
            kind: ("sales" | "statements" | "partners" | "events") | null;
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
        LedgerDto_Output: {
            /** @description All of them, by currency */
            books: {
                /** @description Accounts on which something stands */
                balances: {
                    /**
                     * @description What each account means: docs/processes/ledger.md
                     * @enum {string}
                     */
                    account: "accrued_held" | "payable" | "reserve" | "receivable" | "withheld" | "in_transit" | "paid" | "bank" | "expense" | "write_off";
                    /** @description Money */
                    amount: {
                        /** @description Major units, such as "1234.55"; negative where something is taken back */
                        amount: string;
                        currency: string;
                    };
                }[];
                currency: string;
                /** @description The end of its chain */
                hash: string;
                transactions: number;
            }[];
            /** @description By currency, the latest of each book first */
            items: {
                businessKey: string;
                currency: string;
                /** @description An instant of program time */
                effective: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                };
                entries: number;
                hash: string;
                /** @description Of the workflow, when it asked for this */
                historyLength: number;
                /** @enum {string} */
                kind: "earn" | "clawback" | "release" | "reserve" | "unreserve" | "withhold" | "unwithhold" | "pay" | "settle" | "return" | "reconcile" | "repay" | "write_off" | "reversal";
                /** @description Into (positive) or out of each account */
                moves: {
                    /**
                     * @description What each account means: docs/processes/ledger.md
                     * @enum {string}
                     */
                    account: "accrued_held" | "payable" | "reserve" | "receivable" | "withheld" | "in_transit" | "paid" | "bank" | "expense" | "write_off";
                    /** @description What stands on the account then */
                    after: {
                        /** @description Major units, such as "1234.55"; negative where something is taken back */
                        amount: string;
                        currency: string;
                    };
                    /** @description Money */
                    amount: {
                        /** @description Major units, such as "1234.55"; negative where something is taken back */
                        amount: string;
                        currency: string;
                    };
                }[];
                /** @description The first 20 entries; those of the earning that was asked for come before others */
                postings: {
                    /**
                     * @description What each account means: docs/processes/ledger.md
                     * @enum {string}
                     */
                    account: "accrued_held" | "payable" | "reserve" | "receivable" | "withheld" | "in_transit" | "paid" | "bank" | "expense" | "write_off";
                    /** @description Money */
                    amount: {
                        /** @description Major units, such as "1234.55"; negative where something is taken back */
                        amount: string;
                        currency: string;
                    };
                    earningId: string | null;
                    position: number;
                    rule: string | null;
                    saleId: string | null;
                }[];
                program: {
                    programId: string;
                    version: number;
                } | null;
                /** @description The transaction that this one undoes */
                reverses: string | null;
                /** @description Its place in the book, from 1 */
                seq: number;
                temporalUrl: string;
                transactionId: string;
            }[];
            nextCursor: string | null;
        };
        LinkDto_Output: {
            approvalId: string;
            content: {
                facts: {
                    [key: string]: unknown;
                };
                subject: string;
                subjectType: string;
                title: string;
            };
            /** @description Send it back with the decision */
            contentHash: string;
            decisions: {
                /** @description An instant of program time */
                decided: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                };
                /** @enum {string} */
                decision: "approve" | "reject";
                displayName: string;
                personId: string;
            }[];
            due: {
                /** @description ISO 8601, UTC */
                at: string;
                /** @description Epoch milliseconds */
                ms: number;
            } | null;
            /** @description Wall time at which the link ends */
            expiresAt: string;
            /** @description The same in words, with who decided and when */
            message: string;
            partnerId: string;
            partnerName: string;
            /**
             * @description `open`: you may decide now; `decided`: you have; `ended`: somebody else was faster, or time was
             * @enum {string}
             */
            state: "open" | "decided" | "ended";
            title: string;
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
        NoticeListDto_Output: {
            items: {
                channel: ("mail" | "chat") | null;
                ended: string | null;
                /**
                 * Format: date-time
                 * @description Wall time
                 */
                noted: string;
                noticeId: string;
                /** @enum {string} */
                occasion: "asked" | "added" | "reminded" | "info_requested" | "decided" | "withdrawn" | "invited" | "account_changed" | "payout_review" | "payout_failed" | "payment_returned" | "results_missing";
                partnerId: string | null;
                partnerName: string | null;
                personId: string;
                personName: string;
                /** @description Why it failed, or was not told */
                reason: string | null;
                /** @enum {string} */
                state: "new" | "called" | "sending" | "delivered" | "obsolete" | "silent" | "failed";
                /** @description Of the approval, the task, the person who is invited or the account */
                subjectId: string;
                /** @description Null for an invitation */
                title: string | null;
                /** @enum {string} */
                what: "approval" | "step" | "person" | "account" | "run" | "payment";
            }[];
            nextCursor: string | null;
        };
        NoticeSettingsDto_Output: {
            /** @enum {string} */
            channel: "mail" | "chat" | "none";
            /** @description The address is never shown again */
            chat: {
                host: string;
                /** @enum {string} */
                kind: "slack" | "teams";
            } | null;
            dailyAt: string;
            /**
             * @description `at_once`, or `daily`: one digest of all that waits
             * @enum {string}
             */
            pace: "at_once" | "daily";
            /** @description No notice in these hours; may pass midnight */
            quiet: {
                from: string;
                to: string;
            } | null;
            /** @description IANA time zone */
            zone: string;
        };
        OpenPayoutRunDto: {
            /**
             * @default regular
             * @enum {string}
             */
            kind: "regular" | "off_cycle";
            /**
             * @description Another one after a run that was void or has paid
             * @default 1
             */
            number: number;
            period: string;
            program: string;
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
        } | {
            partnerId: string;
            reason: string | null;
            /** @constant */
            state: "failed";
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
        PayeeChangedDto_Output: {
            accountId: string | null;
            /** @description False when it was so already */
            changed: boolean;
            /** @enum {string} */
            command: "proposeAccount" | "decideAccount" | "recordGate" | "holdPayee";
            /** @description From when a verified account is paid to */
            payableFrom: string | null;
            payeeId: string;
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
        PayeeListDto_Output: {
            items: {
                /** @description The latest first */
                accounts: {
                    accountId: string;
                    country: string | null;
                    decided: string | null;
                    decidedBy: string | null;
                    decidedByName: string | null;
                    /** @enum {string} */
                    kind: "iban" | "reference";
                    lastFour: string;
                    payableFrom: string | null;
                    proposed: string;
                    proposedBy: string;
                    proposedByName: string;
                    /** @enum {string} */
                    state: "proposed" | "verified" | "replaced" | "rejected" | "withdrawn";
                }[];
                currency: string;
                /** @description Why it is not paid now; empty where it may be */
                gaps: ("held" | "partner_suspended" | "no_account" | "account_rests" | "no_tax_form" | "tax_form_failed" | "no_sanctions_check" | "sanctions_failed")[];
                /** @description The latest word on each */
                gates: {
                    accountId: string | null;
                    expires: string | null;
                    /** @enum {string} */
                    gate: "tax_form" | "sanctions";
                    /** @enum {string} */
                    outcome: "passed" | "failed";
                    recorded: string;
                    recordedBy: string;
                    recordedByName: string;
                    reference: string;
                    /** @description What is withheld; null where the plan’s rate counts */
                    withholding: string | null;
                }[];
                held: {
                    reason: string;
                    since: string;
                } | null;
                payeeId: string;
                /** @description Which of the partner’s people; who it is, for finance and that person. Null for the partner itself */
                person: {
                    name: string | null;
                    personId: string | null;
                } | null;
            }[];
        };
        PaymentReportDto_Output: {
            /** @description SHA-256 of the file */
            contentHash: string;
            decided: string | null;
            decidedBy: string | null;
            /** @description How many entries did what: applied; known before; waits for the confirmation; contradicts what is on record; stray, of no payment of ours */
            entries: {
                applied: number;
                contradicts: number;
                known: number;
                stray: number;
                waits: number;
            };
            /** @enum {string} */
            rail: "provider" | "sepa" | "manual";
            /** @enum {string} */
            report: "proposed" | "applied" | "declined";
            reported: string;
            reportedBy: string;
            /** @description Null for what the provider says itself */
            reportedByName: string | null;
            reportId: string;
        };
        PaymentReportEntriesDto_Output: {
            items: {
                attemptId: string | null;
                /** @enum {string} */
                effect: "applied" | "known" | "waits" | "contradicts" | "stray";
                lineId: string | null;
                outcome: ("accepted" | "paid" | "rejected" | "returned") | null;
                position: number;
                reason: string | null;
                /** @description The bank's or finance's own */
                reference: string | null;
                runId: string | null;
            }[];
            nextCursor: string | null;
        };
        PaymentReportListDto_Output: {
            items: {
                /** @description SHA-256 of the file */
                contentHash: string;
                decided: string | null;
                decidedBy: string | null;
                /** @description How many entries did what: applied; known before; waits for the confirmation; contradicts what is on record; stray, of no payment of ours */
                entries: {
                    applied: number;
                    contradicts: number;
                    known: number;
                    stray: number;
                    waits: number;
                };
                /** @enum {string} */
                rail: "provider" | "sepa" | "manual";
                /** @enum {string} */
                report: "proposed" | "applied" | "declined";
                reported: string;
                reportedBy: string;
                /** @description Null for what the provider says itself */
                reportedByName: string | null;
                reportId: string;
            }[];
            nextCursor: string | null;
        };
        PaymentReportTakenDto_Output: {
            /** @description How many entries did what: applied; known before; waits for the confirmation; contradicts what is on record; stray, of no payment of ours */
            entries: {
                applied: number;
                contradicts: number;
                known: number;
                stray: number;
                waits: number;
            };
            /**
             * @description proposed: somebody else of finance has to confirm it
             * @enum {string}
             */
            report: "proposed" | "applied" | "declined";
            reportId: string;
            reportUrl: string;
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
        PayoutFileListDto_Output: {
            items: {
                /** @description SHA-256 of its bytes */
                contentHash: string;
                executionDate: string;
                fileId: string;
                fileName: string;
                /** @description Its bytes, always the same */
                fileUrl: string;
                made: string;
                /** @description What the bank calls it */
                messageId: string;
                /** @description From 1 for each currency; a next one holds what was tried again */
                number: number;
                payments: number;
                /** @enum {string} */
                rail: "sepa" | "manual";
                /** @description The report that said something of it last; null before any did */
                reportId: string | null;
                /** @description How many of its payments wait for their results, are paid, or have failed or come back */
                results: {
                    failed: number;
                    paid: number;
                    waiting: number;
                };
                revision: number;
                run: {
                    /** @enum {string} */
                    kind: "regular" | "off_cycle";
                    number: number;
                    period: string;
                    program: string;
                    runId: string;
                };
                /** @description Money */
                total: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
            }[];
            nextCursor: string | null;
        };
        PayoutFilesDto_Output: {
            items: {
                /** @description SHA-256 of its bytes */
                contentHash: string;
                executionDate: string;
                fileId: string;
                fileName: string;
                /** @description Its bytes, always the same */
                fileUrl: string;
                made: string;
                /** @description What the bank calls it */
                messageId: string;
                /** @description From 1 for each currency; a next one holds what was tried again */
                number: number;
                payments: number;
                /** @enum {string} */
                rail: "sepa" | "manual";
                /** @description The report that said something of it last; null before any did */
                reportId: string | null;
                /** @description How many of its payments wait for their results, are paid, or have failed or come back */
                results: {
                    failed: number;
                    paid: number;
                    waiting: number;
                };
                revision: number;
                /** @description Money */
                total: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
            }[];
        };
        PayoutLineDto_Output: {
            account: {
                country: string | null;
                /** @enum {string} */
                kind: "iban" | "reference";
                lastFour: string;
                verified: string | null;
            } | null;
            /** @description What is paid */
            amount: {
                /** @description Major units, such as "1234.55"; negative where something is taken back */
                amount: string;
                currency: string;
            };
            /** @description The first one first */
            attempts: {
                /** @description The payment’s id at the provider */
                attemptId: string;
                calls: number;
                changed: string;
                /** @description In which file it went out */
                file: {
                    fileId: string;
                    fileName: string;
                    /** @description What the bank calls the file */
                    messageId: string;
                    /** @description What the payment is called in it */
                    reference: string;
                } | null;
                firstSent: string | null;
                number: number;
                prepared: string;
                /** @description The way on which it left */
                rail: string;
                reason: string | null;
                /** @description The provider’s own */
                reference: string | null;
                /** @enum {string} */
                state: "prepared" | "sending" | "unknown" | "sent" | "paid" | "returned" | "rejected" | "absent";
            }[];
            contentHash: string;
            lineId: string;
            partnerId: string;
            partnerName: string;
            /** @description What it pays; their earnings: `GET /v1/partners/{id}/earnings?payout=` */
            payouts: {
                /** @description Money */
                amount: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                approvalId: string | null;
                earnings: number;
                payoutId: string;
                period: string;
            }[];
            period: string;
            /** @description Which of the partner’s people; who it is, for finance and that person. Null for the partner itself */
            person: {
                name: string | null;
                personId: string | null;
            } | null;
            /** @description What its payments moved in the ledger */
            postings: {
                /** @description Money */
                amount: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                /** @enum {string} */
                kind: "earn" | "clawback" | "release" | "reserve" | "unreserve" | "withhold" | "unwithhold" | "pay" | "settle" | "return" | "reconcile" | "repay" | "write_off" | "reversal";
                /** @description Its place in the book */
                number: number;
                /** @description An instant of program time */
                posted: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                };
                transactionId: string;
            }[];
            program: string;
            reason: string | null;
            /** @description Kept back earlier, and paid now; negative where the payment it was kept back of came back after it had been paid */
            released: {
                /** @description Major units, such as "1234.55"; negative where something is taken back */
                amount: string;
                currency: string;
            };
            /** @description Kept back for later refunds */
            reserved: {
                /** @description Major units, such as "1234.55"; negative where something is taken back */
                amount: string;
                currency: string;
            };
            /** @description The day on which that is released; the next run pays it */
            reservedUntil: string | null;
            revision: number;
            runId: string;
            /** @enum {string} */
            state: "blocked" | "ready" | "in_transit" | "paid" | "failed" | "released";
            /** @description Kept for the tax office */
            withheld: {
                /** @description Major units, such as "1234.55"; negative where something is taken back */
                amount: string;
                currency: string;
            };
        };
        PayoutLinesDto_Output: {
            items: {
                /** @description Money */
                amount: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                /** @description The latest one */
                attempt: {
                    /** @description The payment’s id at the provider */
                    attemptId: string;
                    calls: number;
                    firstSent: string | null;
                    number: number;
                    /** @description The provider’s own */
                    reference: string | null;
                    /** @enum {string} */
                    state: "prepared" | "sending" | "unknown" | "sent" | "paid" | "returned" | "rejected" | "absent";
                } | null;
                contentHash: string;
                /** @description Of the account */
                lastFour: string | null;
                lineId: string;
                partnerId: string;
                partnerName: string;
                payoutIds: string[];
                /** @description Which of the partner’s people; who it is, for finance and that person. Null for the partner itself */
                person: {
                    name: string | null;
                    personId: string | null;
                } | null;
                /** @description Why it is not paid, or what came of it */
                reason: string | null;
                /** @enum {string} */
                state: "blocked" | "ready" | "in_transit" | "paid" | "failed" | "released";
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
                /** @description How many of the partner’s people are paid by the same approval */
                people: number;
                /** @description The period whose close collected it */
                period: string;
                /** @description Whose earnings it collects */
                periods: string[];
                /** @description Which of the partner’s people; who it is, for finance and that person. Null for the partner itself */
                person: {
                    name: string | null;
                    personId: string | null;
                } | null;
                revision: number;
                /** @enum {string} */
                state: "calculated" | "due" | "void";
                temporalUrl: string;
            }[];
            nextCursor: string | null;
        };
        PayoutProofDto_Output: {
            approval: {
                approvalId: string;
                /** @description Ids of people */
                approvedBy: string[];
                subjectHash: string | null;
                workflowId: string;
            } | null;
            /** @description Of a person’s payout: the partner’s, with which it was approved */
            coveredBy?: {
                [key: string]: unknown;
            };
            /** @description All revisions of the periods, each with its trace and what wrote it */
            earnings: {
                [key: string]: unknown;
            }[];
            /** @description Commission events, as they were on record then */
            events?: {
                [key: string]: unknown;
            }[];
            /** @description Type, region and certificates */
            facts?: {
                [key: string]: unknown;
            };
            /** @constant */
            form: "payout-proof/1";
            /** @description SHA-256 over the canonical JSON of all the rest */
            hash?: string;
            /** @description The books of partners in whose events this one has a share */
            others?: {
                /** @description Commission events, as they were on record then */
                events?: {
                    [key: string]: unknown;
                }[];
                /** @description Type, region and certificates */
                facts?: {
                    [key: string]: unknown;
                };
                partnerId: string;
                /** @description The version by which each period was first priced */
                pins: {
                    [key: string]: number;
                };
                /** @description When each sale was received */
                receipts?: {
                    [key: string]: unknown;
                };
                /** @description What was on record when the last of the earnings was posted */
                sales: {
                    [key: string]: unknown;
                }[];
                tiers: {
                    fromDay: string;
                    tier: string;
                }[];
            }[];
            payout: {
                amountMinor: string;
                contentHash: string;
                currency: string;
                earningsDigest: string;
                partnerId: string;
                payoutId: string;
                /** @description Of the payouts of people that are approved with it */
                peopleDigest?: string;
                period: string;
                /** @description Which of the partner’s people has earned it */
                personId?: string;
                revision: number;
                /** @enum {string} */
                state: "calculated" | "due" | "void";
                workflowId: string;
            };
            /** @description The version by which each period was first priced */
            pins: {
                [key: string]: number;
            };
            programId: string;
            /** @description When each sale was received */
            receipts?: {
                [key: string]: unknown;
            };
            /** @description What was on record when the last of the earnings was posted */
            sales: {
                [key: string]: unknown;
            }[];
            tiers: {
                fromDay: string;
                tier: string;
            }[];
            /** @description Every version that priced one of the periods, whole */
            versions: {
                [key: string]: unknown;
            }[];
        };
        PayoutReviewDto_Output: {
            /** @description The last period before that was paid; null where there is none */
            against: string | null;
            flags: {
                /** @enum {string} */
                flag: "change" | "new_payee" | "account_changed";
                lines: number;
                /** @description The rule, in a sentence */
                rule: string;
            }[];
            /** @description Payees by how their amount changed */
            groups: {
                fromPercent: number | null;
                payees: number;
                toPercent: number | null;
            }[];
            items: {
                /** @description What is paid: gross − withheld − reserved */
                amount: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                /** @description What it was last paid for an earlier period */
                before: {
                    /** @description Money */
                    amount: {
                        /** @description Major units, such as "1234.55"; negative where something is taken back */
                        amount: string;
                        currency: string;
                    };
                    period: string;
                } | null;
                /** @description Against that; the whole amount where there was nothing */
                difference: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                /** @description Why it deserves a second look */
                flags: ("change" | "new_payee" | "account_changed")[];
                /** @description Due to the payee, before anything is withheld or kept back; with what is released */
                gross: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                /** @description Of the account */
                lastFour: string | null;
                lineId: string;
                partnerId: string;
                partnerName: string;
                /** @description Which of the partner’s people; who it is, for finance and that person. Null for the partner itself */
                person: {
                    name: string | null;
                    personId: string | null;
                } | null;
                /** @description Why it is not paid, or what came of it */
                reason: string | null;
                /** @description Kept back earlier, and paid now; negative where the payment it was kept back of came back after it had been paid */
                released: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                /** @description Kept back for later refunds */
                reserved: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                /** @description The day on which that is released; the next run pays it */
                reservedUntil: string | null;
                /** @enum {string} */
                state: "blocked" | "ready" | "in_transit" | "paid" | "failed" | "released";
                /** @description Kept for the tax office */
                withheld: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
            }[];
            missing: {
                /** @description Paid for the period before, and without a line now */
                count: number;
                largest: {
                    /** @description Money */
                    before: {
                        /** @description Major units, such as "1234.55"; negative where something is taken back */
                        amount: string;
                        currency: string;
                    };
                    partnerId: string;
                    partnerName: string;
                    /** @description Which of the partner’s people; who it is, for finance and that person. Null for the partner itself */
                    person: {
                        name: string | null;
                        personId: string | null;
                    } | null;
                }[];
            };
            nextCursor: string | null;
            /** @description Lines with a flag */
            outliers: number;
            revision: number;
            runId: string;
            /** @description By currency */
            totals: {
                /** @description Money */
                amount: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                /** @description Money */
                before: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                payees: number;
                payeesBefore: number;
            }[];
        };
        PayoutRunCommandDto: {
            /** @enum {string} */
            command: "void" | "recalculate" | "retry" | "close";
            /** @description Kept in the audit; visible in no history */
            reason: string;
        };
        PayoutRunDto_Output: {
            approvals: {
                approved: string;
                displayName: string;
                personId: string;
            }[];
            /** @description Two where nobody asked for it: it opened by itself */
            approvalsNeeded: number;
            changed: string | null;
            /** @description What an approval refers to */
            contentHash: string | null;
            /** @enum {string} */
            kind: "regular" | "off_cycle";
            /** @description How many, by state */
            lines: {
                blocked: number;
                failed: number;
                in_transit: number;
                paid: number;
                ready: number;
                released: number;
            };
            number: number;
            opened: string | null;
            period: string;
            program: string;
            /** @description Who opened or recalculated it, and does not approve it */
            requestedBy: string | null;
            /** @description Null where it opened by itself */
            requestedByName: string | null;
            /** @description Counts recalculations */
            revision: number;
            runId: string;
            /** @enum {string} */
            state: "starting" | "open" | "calculated" | "in_review" | "approved" | "submitting" | "settled" | "partially_failed" | "closed" | "void";
            statusUrl: string;
            temporalUrl: string;
            /** @description Of what is or was to be paid, by currency */
            totals: {
                /** @description Major units, such as "1234.55"; negative where something is taken back */
                amount: string;
                currency: string;
            }[];
        };
        PayoutRunListDto_Output: {
            items: {
                approvals: {
                    approved: string;
                    displayName: string;
                    personId: string;
                }[];
                /** @description Two where nobody asked for it: it opened by itself */
                approvalsNeeded: number;
                changed: string | null;
                /** @description What an approval refers to */
                contentHash: string | null;
                /** @enum {string} */
                kind: "regular" | "off_cycle";
                /** @description How many, by state */
                lines: {
                    blocked: number;
                    failed: number;
                    in_transit: number;
                    paid: number;
                    ready: number;
                    released: number;
                };
                number: number;
                opened: string | null;
                period: string;
                program: string;
                /** @description Who opened or recalculated it, and does not approve it */
                requestedBy: string | null;
                /** @description Null where it opened by itself */
                requestedByName: string | null;
                /** @description Counts recalculations */
                revision: number;
                runId: string;
                /** @enum {string} */
                state: "starting" | "open" | "calculated" | "in_review" | "approved" | "submitting" | "settled" | "partially_failed" | "closed" | "void";
                statusUrl: string;
                temporalUrl: string;
                /** @description Of what is or was to be paid, by currency */
                totals: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                }[];
            }[];
            nextCursor: string | null;
        };
        PayoutRunOrderedDto_Output: {
            /** @description False when it was so already */
            changed: boolean;
            /** @enum {string} */
            command: "approve" | "void" | "recalculate" | "retry" | "close";
            revision: number;
            /**
             * @description The state of the run then
             * @enum {string}
             */
            run: "open" | "calculated" | "in_review" | "approved" | "submitting" | "settled" | "partially_failed" | "closed" | "void";
            runId: string;
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
        PersonChangedDto_Output: {
            /** @description Of an absence that was entered */
            absenceId?: string;
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
        PlanDto_Output: {
            excluded: {
                displayName: string;
                personId: string;
                /** @enum {string} */
                why: "requester" | "beneficiary" | "stands_in_for_requester" | "absent" | "limit" | "has_spoken";
            }[];
            explanation: string[];
            levels: {
                groups: {
                    deciders: {
                        displayName: string;
                        /** @description The absent person whose role it is */
                        onBehalfOf?: string;
                        personId: string;
                        role: string;
                    }[];
                    quorum: number | "all" | "first";
                    /** @enum {string} */
                    rejection: "ends" | "counts";
                    roles: string[];
                    /** @description How many approvals it takes */
                    seats: number;
                }[];
                /** @description Approvals that nobody could give */
                missing: number;
                title?: string;
            }[];
            /** @description Over all levels, each of us counting once; more than 0: it cannot be approved now */
            missing: number;
            /** @description The row of the matrix that was chosen, from 1 */
            row?: number;
        };
        PreviewDto: {
            /** @description What would be decided; without it, as strict as the largest amount */
            amount?: {
                /** @description Major units as text, such as "1234.55", with at most the currency’s decimals */
                amount: string;
                currency: string;
            };
            partnerId: string;
            /** @description Who would hand it in; by default whoever asks here */
            requesterId?: string;
            /** @enum {string} */
            stage: "strategize" | "recruit" | "onboard" | "enable" | "market" | "sell" | "incentivize" | "accelerate";
            /** @description The key of the approval in the program */
            step: string;
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
            /** @description Stable: what programs go by */
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
            /** @description What the log knows it by */
            traceId: string;
            /** @description The page that explains it */
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
            /** @description The commission plan explained, for our own people only */
            commission: {
                rules: {
                    /** @description What its bands alone pay, exactly; null where a picture would not help */
                    curve: {
                        /** @description Whether the basis is a number, not money */
                        counted: boolean;
                        points: {
                            /** @description What is paid altogether, in the order of the tiers */
                            amounts: string[];
                            basis: string;
                        }[];
                        /** @description Null: the bands of every tier */
                        tiers: (string | null)[];
                    } | null;
                    ruleId: string;
                    /** @description All that the rule says, in sentences */
                    words: string[];
                }[];
                /** @description What holds of all rules together */
                words: string[];
            } | null;
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
                /** @description Titles of the roles, by their ids */
                roles: {
                    [key: string]: string;
                };
                title: string;
                version: number;
            }[];
        };
        ProposeAccountDto: {
            /** @description The name under which the payment provider or finance knows the account */
            accountReference?: string;
            bic?: string;
            currency: string;
            /** @description As the bank knows the account’s holder; encrypted, never shown */
            holderName: string;
            /** @description This, or accountReference */
            iban?: string;
            /** @description One of the partner’s people: about what they earn, instead of the partner’s own */
            person?: string;
            /** @description Kept in the audit; no bank details */
            reason?: string;
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
        RecordedInputsDto_Output: {
            items: {
                /** @description As corrected; of a refund no more than what is left of its sale */
                counts: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                } | null;
                /**
                 * @description By which it came: a correction of it names it so
                 * @enum {string}
                 */
                door: "sale" | "event";
                id: string;
                /** @description Whether the amount is that of a correction by `event`, which another one has to change */
                isAmountByEvent: boolean;
                isCorrected: boolean;
                /** @enum {string} */
                kind: "sale" | "deal_won" | "invoice_issued" | "cash_received" | "renewal" | "lead_accepted" | "lead_qualified" | "cert_earned" | "milestone" | "period_close" | "manual" | "refund" | "chargeback" | "cancellation" | "non_payment" | "fraud" | "correction";
                /** @description The date in the program’s zone */
                occurredOn: string;
                partnerId: string;
                partnerName: string;
                period: string;
                program: string;
                /** @description All else that was said, as corrected, by the names of a correction’s `changes`; amounts in major units */
                said: {
                    [key: string]: unknown;
                };
                /** @description As it was sent */
                sent: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                } | null;
                source: string;
            }[];
        };
        RecordGateDto: {
            /** @description For `sanctions` */
            accountId?: string;
            currency: string;
            /**
             * Format: date-time
             * @description Until when it holds; without it for good
             */
            expires?: string;
            /** @enum {string} */
            gate: "tax_form" | "sanctions";
            /** @enum {string} */
            outcome: "passed" | "failed";
            /** @description One of the partner’s people: about what they earn, instead of the partner’s own */
            person?: string;
            /** @description Kept in the audit; no bank details */
            reason?: string;
            /** @description Where the paper or the check is; no personal data */
            reference: string;
            /** @description Of a tax form that is in order: what is withheld, e.g. "10%" by a treaty; without it the plan’s rate */
            withholding?: string;
        };
        RetryNoticeDto: {
            reason?: string;
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
                /** @description As it was sent */
                amount: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                /** @description The correction in force */
                correctedBy: string | null;
                corrects: string | null;
                /** @description What it counts for: corrected, and for a refund at most what is left of its sale */
                counts: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                } | null;
                /** @description What a refund asks beyond its sale */
                excess: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                } | null;
                importId: string;
                /** @enum {string} */
                kind: "sale" | "refund" | "correction";
                /** @description The instant, where it is known and not the first moment of the date */
                occurred: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                } | null;
                /** @description The date in the program’s zone */
                occurredOn: string;
                partnerId: string | null;
                period: string;
                product: string | null;
                quantity: number | null;
                refundOf: string | null;
                saleId: string;
                source: string;
                /** @enum {string} */
                state: "unmatched" | "booked" | "awaiting_rate" | "priced" | "in_force" | "superseded" | "no_effect";
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
                /** @description For a correction: the id of the sale or refund whose amount it replaces */
                corrects?: string;
                /**
                 * @default sale
                 * @enum {string}
                 */
                kind: "sale" | "refund" | "correction";
                /** @description A date or a time of the program’s zone, or an instant with its offset: 2026-03-31T23:30:00-07:00. A date is the first moment of its day */
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
        SetNoticesDto: {
            /** @enum {string} */
            channel?: "mail" | "chat" | "none";
            /** @description An incoming webhook, https; for our own people */
            chat?: {
                /** @enum {string} */
                kind: "slack" | "teams";
                /** Format: uri */
                url: string;
            } | null;
            dailyAt?: string;
            /** @enum {string} */
            pace?: "at_once" | "daily";
            quiet?: {
                from: string;
                to: string;
            } | null;
            reason?: string;
            zone?: string;
        };
        SignDto: {
            documentHash: string;
        };
        StatementDto_Output: {
            /** @description Signed: later differences, what was written off or undone */
            adjusted: {
                /** @description Major units, such as "1234.55"; negative where something is taken back */
                amount: string;
                currency: string;
            };
            /** @description Money */
            clawedBack: {
                /** @description Major units, such as "1234.55"; negative where something is taken back */
                amount: string;
                currency: string;
            };
            /** @description open + earned + adjusted − clawedBack − withheld − paid */
            close: {
                /** @description Major units, such as "1234.55"; negative where something is taken back */
                amount: string;
                currency: string;
            };
            currency: string;
            /** @description Money */
            earned: {
                /** @description Major units, such as "1234.55"; negative where something is taken back */
                amount: string;
                currency: string;
            };
            /** @description Nothing joins it any more: the period after it has ended */
            final: boolean;
            /** @description In the order of the ledger */
            lines: {
                /** @description Signed: by which what is owed grows */
                amount: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                earning: {
                    earningId: string;
                    /** @description Why this amount, in a sentence */
                    explanation: string;
                    kind: string;
                    occurredOn: string;
                    period: string;
                    rule: string;
                    /** @description The sender’s id of the sale or event */
                    saleId: string;
                    source: string;
                    trace: {
                        [key: string]: unknown;
                    };
                } | null;
                /** @enum {string} */
                ledgerKind: "earn" | "clawback" | "release" | "reserve" | "unreserve" | "withhold" | "unwithhold" | "pay" | "settle" | "return" | "reconcile" | "repay" | "write_off" | "reversal";
                lineId: string;
                /** @description The line of a payout run that pays it, or whose payment it is */
                paidBy: {
                    lineId: string;
                    runId: string;
                    /** @enum {string} */
                    state: "blocked" | "ready" | "in_transit" | "paid" | "failed" | "released";
                } | null;
                /** @enum {string} */
                part: "earned" | "adjusted" | "clawed_back" | "withheld" | "paid";
                /** @description An instant of program time */
                posted: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                };
                transactionId: string;
            }[];
            nextCursor: string | null;
            /** @description What was owed when the period began */
            open: {
                /** @description Major units, such as "1234.55"; negative where something is taken back */
                amount: string;
                currency: string;
            };
            /** @description Money */
            paid: {
                /** @description Major units, such as "1234.55"; negative where something is taken back */
                amount: string;
                currency: string;
            };
            partnerId: string;
            period: string;
            /** @description Whose SPIFFs it is about; null for the partner’s own statement */
            person: {
                name: string | null;
                personId: string;
            } | null;
            /** @description Of the close: kept back for later refunds */
            reserved: {
                /** @description Major units, such as "1234.55"; negative where something is taken back */
                amount: string;
                currency: string;
            };
            /** @description Money */
            withheld: {
                /** @description Major units, such as "1234.55"; negative where something is taken back */
                amount: string;
                currency: string;
            };
        };
        StatementHoldersDto_Output: {
            items: {
                currency: string;
                /** @description Earned, and in no approved payout yet */
                held: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                /** @description Money */
                inTransit: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                /** @description When something moved last */
                moved: {
                    /** @description ISO 8601, UTC */
                    at: string;
                    /** @description Epoch milliseconds */
                    ms: number;
                };
                /** @description All that is owed: held, payable, kept back and on its way, less what the partner owes */
                owed: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                /** @description All that was ever paid */
                paid: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                partnerId: string;
                partnerName: string;
                /** @description Money */
                payable: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                /** @description Whose SPIFFs are in the book; null for the partner’s own */
                person: {
                    name: string | null;
                    personId: string;
                } | null;
                /** @description Kept back for later refunds */
                reserved: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                /** @description All that was ever withheld for the tax office */
                withheld: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
            }[];
            nextCursor: string | null;
        };
        StatementListDto_Output: {
            items: {
                /** @description Signed: later differences, what was written off or undone */
                adjusted: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                /** @description Money */
                clawedBack: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                /** @description open + earned + adjusted − clawedBack − withheld − paid */
                close: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                currency: string;
                /** @description Money */
                earned: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                /** @description Nothing joins it any more: the period after it has ended */
                final: boolean;
                /** @description What was owed when the period began */
                open: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                /** @description Money */
                paid: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                partnerId: string;
                period: string;
                /** @description Whose SPIFFs it is about; null for the partner’s own statement */
                person: {
                    name: string | null;
                    personId: string;
                } | null;
                /** @description Of the close: kept back for later refunds */
                reserved: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
                /** @description Money */
                withheld: {
                    /** @description Major units, such as "1234.55"; negative where something is taken back */
                    amount: string;
                    currency: string;
                };
            }[];
        };
        StepListDto_Output: {
            items: {
                approvalId: string | null;
                /** @description Who sees to it */
                claimedByName: string | null;
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
        SubmitCorrectionDto: {
            /** @description Of what was shown */
            hash: string;
        };
        TaskActDto: {
            /** @enum {string} */
            action: "claim" | "release" | "reassign" | "comment";
            /** @description Visible in the Temporal UI */
            comment?: string;
            /** @description Reassign: who shall see to it */
            toPersonId?: string;
        };
        TaskDto_Output: {
            /** @description Who sees to it; other holders may act all the same */
            claimedBy: string | null;
            claimedByName: string | null;
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
                /** @description Who sees to it; other holders may act all the same */
                claimedBy: string | null;
                claimedByName: string | null;
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
                /** @description Active people who hold it now, and the role */
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
        WithdrawCorrectionDto: Record<string, never>;
    };
    responses: {
        /**
         * @description `REQUEST.INVALID`: The request does not have the documented shape.
         *     `IDEMPOTENCY.KEY_REQUIRED`: An Idempotency-Key is required here.
         */
        Problem400: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `AUTH.REQUIRED`: A valid access token is required. */
        Problem401: {
            headers: {
                "WWW-Authenticate"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `AUTH.FORBIDDEN`: Your roles do not allow this.
         *     `AUTH.PROOF_INVALID`: The proof of who decides is missing or wrong.
         *     `APPROVAL.NOT_CANDIDATE`: You do not hold a role that decides here.
         *     `APPROVAL.EXCLUDED`: Requester and beneficiaries cannot decide their own case.
         *     `LINK.NOT_YOURS`: This link was sent to somebody else.
         */
        Problem403: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `REQUEST.NOT_FOUND`: There is no such thing, or it is not yours to see.
         *     `PARTNER.UNKNOWN`: There is no such partner.
         *     `STEP.UNKNOWN`: There is no such step.
         *     `APPROVAL.UNKNOWN`: There is no such approval.
         *     `AGREEMENT.UNKNOWN`: There is no such agreement.
         *     `PERSON.UNKNOWN`: There is no such person.
         *     `PERSON.ABSENCE_UNKNOWN`: There is no such absence.
         */
        Problem404: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `REQUEST.METHOD_NOT_ALLOWED`: This address does not know that method. */
        Problem405: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `REQUEST.NOT_ACCEPTABLE`: The answer cannot be given in that format. */
        Problem406: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `REQUEST.TIMEOUT`: The request was not sent in time. */
        Problem408: {
            headers: {
                /** @description Seconds */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `PROCESS.ENDED`: The workflow that does this was ended without an answer.
         *     `IDEMPOTENCY.IN_PROGRESS`: The first request with this key is still running.
         *     `INTAKE.CONFLICT`: Other content is stored under this id.
         *     `PROGRAM.VERSION_EXISTS`: This version is already published with other content.
         *     `PARTNER.EXISTS`: This partner already exists.
         *     `LIFECYCLE.STATE`: The lifecycle is not in a state that allows this.
         *     `STAGE.NOT_REPEATABLE`: This stage cannot be repeated now.
         *     `STEP.CLOSED`: This step is not open.
         *     `STEP.CLAIMED`: Somebody else has claimed this step.
         *     `STEP.STALE`: The document changed since it was shown.
         *     `APPROVAL.CLOSED`: This approval has ended.
         *     `APPROVAL.STALE`: What was shown is not what is decided.
         *     `APPROVAL.ALREADY_DECIDED`: You have already decided otherwise; revoke first.
         *     `APPROVAL.NOT_DECIDED`: There is no decision of yours to revoke.
         *     `APPROVAL.NOT_YET`: Your level of this approval is not asked yet.
         *     `APPROVAL.CLAIMED`: Somebody else has claimed this.
         *     `APPROVAL.STATE`: This is not possible in the state of the approval.
         *     `TRAINING.STATEMENT_CONFLICT`: A statement with this id and other content is stored.
         *     `SALE.CONFLICT`: A sale with this id and other content is stored.
         *     `EVENT.CONFLICT`: An event with this id and other content is stored.
         *     `PAYEE.STATE`: The payee is not in a state that allows this.
         *     `PAYOUT.STATE`: The payout run is not in a state that allows this.
         *     `PAYOUT.STALE`: What was shown is not what would be paid.
         *     `PERSON.CONFLICT`: Another person already has this identity.
         */
        Problem409: {
            headers: {
                /** @description Seconds */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `LINK.GONE`: This link was used, is too old, or is no longer kept. */
        Problem410: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `REQUEST.TOO_LARGE`: The request is larger than allowed. */
        Problem413: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `REQUEST.ADDRESS_TOO_LONG`: The address is longer than allowed. */
        Problem414: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `REQUEST.MEDIA_TYPE`: The content type is not supported here. */
        Problem415: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `REQUEST.RULE`: The request breaks a rule.
         *     `IDEMPOTENCY.KEY_REUSED`: This Idempotency-Key was used with another body.
         *     `PROGRAM.INVALID`: The program document has faults.
         *     `PROGRAM.NOT_PUBLISHED`: The program has no published version.
         *     `PARTNER.NOT_ELIGIBLE`: The program does not accept this type or region.
         *     `STEP.EVIDENCE_MISSING`: The evidence that this step asks for is missing.
         *     `MONEY.AMOUNT_INVALID`: The amount is not valid for its currency.
         *     `MONEY.CURRENCY_UNKNOWN`: The currency is not an active ISO 4217 code.
         *     `MONEY.OVERFLOW`: The amount is larger than can be handled.
         *     `MONEY.RATE_INVALID`: The rate cannot be read.
         *     `PLAN.INVALID`: The commission plan has faults.
         *     `DURATION.INVALID`: The duration cannot be read.
         *     `CALENDAR.INVALID`: The calendar, date or period cannot be read.
         *     `CALENDAR.BEYOND_TABLE`: The date lies beyond the calendar of this program version.
         *     `CLOCK.INVALID`: The program clock is not valid.
         *     `ID.INVALID`: The id cannot be built.
         *     `PAYMENT.INVALID`: The payment cannot be made as it is.
         *     `PAYMENT.IBAN`: The bank account is not valid.
         *     `PAYMENT.FILE`: The file about payments cannot be read.
         *     `IMPORT.MAPPING`: The columns of the file cannot be mapped.
         */
        Problem422: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `REQUEST.TOO_MANY`: Too many requests.
         *     `LIFECYCLE.BUSY`: This lifecycle has taken too many messages; wait for the next cycle.
         */
        Problem429: {
            headers: {
                /** @description Seconds */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `REQUEST.HEADERS_TOO_LARGE`: The headers are larger than allowed. */
        Problem431: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `SERVER.BUG`: Something went wrong on our side. */
        Problem500: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `SERVER.UNAVAILABLE`: A system we depend on does not answer.
         *     `PAYEE.NO_KEY`: Bank details cannot be kept here: no key is set up.
         *     `PAYOUT.NO_RAIL`: No payment rail is set up.
         */
        Problem503: {
            headers: {
                /** @description Seconds */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
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
            400: components["responses"]["Problem400"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            /** @description State: done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        personId: string;
                        result: {
                            [key: string]: unknown;
                        };
                        /** @constant */
                        state: "done";
                        stepId: string;
                        temporalUrl: string;
                    };
                };
            };
            /** @description State: pending. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Not answered yet: repeat the request with the same Idempotency-Key, or look at statusUrl.
                         * @constant
                         */
                        state: "pending";
                        statusUrl: string;
                        temporalUrl: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
                /** @description Those that I have asked for, instead of those of my roles */
                requested?: "true" | "false";
                /** @description `live`: whatever has not ended */
                state?: "open" | "paused" | "info_requested" | "approved" | "rejected" | "expired" | "cancelled" | "superseded" | "live";
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    ApprovalActsController_act: {
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
                "application/json": components["schemas"]["ApprovalActDto"];
            };
        };
        responses: {
            /** @description State: done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        action: "claim" | "release" | "reassign" | "requestInfo" | "answerInfo" | "comment" | "recall";
                        approvalId: string;
                        /** @description An instant of program time */
                        at: {
                            /** @description ISO 8601, UTC */
                            at: string;
                            /** @description Epoch milliseconds */
                            ms: number;
                        };
                        claimedBy: string | null;
                        personId: string;
                        /** @constant */
                        state: "done";
                        temporalUrl: string;
                    };
                };
            };
            /** @description State: pending. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Not answered yet: repeat the request with the same Idempotency-Key, or look at statusUrl.
                         * @constant
                         */
                        state: "pending";
                        statusUrl: string;
                        temporalUrl: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    DecisionsController_code: {
        parameters: {
            query?: never;
            header?: never;
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            /** @description State: recorded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
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
                        onBehalfOf?: string;
                        personId: string;
                        seq: number;
                        /** @constant */
                        state: "recorded";
                        temporalUrl: string;
                    };
                };
            };
            /** @description State: pending. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Not answered yet: repeat the request with the same Idempotency-Key, or look at statusUrl.
                         * @constant
                         */
                        state: "pending";
                        statusUrl: string;
                        temporalUrl: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    BulkDecisionsController_decideAll: {
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
                "application/json": components["schemas"]["BulkDecideDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkDecidedDto_Output"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    ApprovalsController_preview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanDto_Output"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    CommissionEventsController_list: {
        parameters: {
            query?: {
                cursor?: string;
                kind?: "deal_won" | "invoice_issued" | "cash_received" | "renewal" | "lead_accepted" | "lead_qualified" | "cert_earned" | "milestone" | "period_close" | "manual" | "refund" | "chargeback" | "cancellation" | "non_payment" | "fraud" | "correction";
                limit?: number;
                /** @description Our partner id */
                partner?: string;
                period?: string;
                source?: string;
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
                    "application/json": components["schemas"]["CommissionEventListDto_Output"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    CommissionEventsController_send: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key and body give the same answer and one effect. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommissionEventsDto"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    CommissionEventsController_file: {
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
                /** @description Who sends: with an event’s id its identity, such as "crm" */
                source: string;
            };
            header: {
                /** @description The same key and body give the same answer and one effect. */
                "Idempotency-Key": string;
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
            /** @description State: preview. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        faults: {
                            code: string;
                            message: string;
                            pointer: string;
                        }[];
                        mapping: {
                            columns: {
                                [key: string]: string;
                            };
                        };
                        rows: {
                            amount: {
                                /** @description Major units, such as "1234.55"; negative where something is taken back */
                                amount: string;
                                currency: string;
                            } | null;
                            eventId: string;
                            kind: string;
                            occurredOn: string;
                            of: string | null;
                            partner: string;
                        }[];
                        /** @constant */
                        state: "preview";
                    };
                };
            };
            /** @description State: starting. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        importId: string;
                        /** @constant */
                        state: "starting";
                        statusUrl: string;
                        temporalUrl: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    CorrectionsController_list: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                partnerId?: string;
                state?: "shown" | "submitted" | "refused" | "posted" | "rejected" | "withdrawn" | "expired";
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
                    "application/json": components["schemas"]["CorrectionListDto_Output"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    CorrectionsController_show: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key and body give the same answer and one effect. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CorrectionDto"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CorrectionShownDto_Output"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    CorrectionsController_one: {
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
                    "application/json": components["schemas"]["CorrectionShownDto_Output"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    CorrectionsController_submit: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key and body give the same answer and one effect. */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubmitCorrectionDto"];
            };
        };
        responses: {
            /** @description State: recorded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        correctionId: string;
                        /** @enum {string} */
                        order: "submit" | "withdraw";
                        /** @constant */
                        state: "recorded";
                        statusUrl: string;
                        temporalUrl: string;
                    };
                };
            };
            /** @description State: pending. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Not answered yet: repeat the request with the same Idempotency-Key, or look at statusUrl.
                         * @constant
                         */
                        state: "pending";
                        statusUrl: string;
                        temporalUrl: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    CorrectionsController_withdraw: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key and body give the same answer and one effect. */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithdrawCorrectionDto"];
            };
        };
        responses: {
            /** @description State: recorded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        correctionId: string;
                        /** @enum {string} */
                        order: "submit" | "withdraw";
                        /** @constant */
                        state: "recorded";
                        statusUrl: string;
                        temporalUrl: string;
                    };
                };
            };
            /** @description State: pending. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Not answered yet: repeat the request with the same Idempotency-Key, or look at statusUrl.
                         * @constant
                         */
                        state: "pending";
                        statusUrl: string;
                        temporalUrl: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    CorrectionsController_recorded: {
        parameters: {
            query: {
                /** @description The sender’s id of a sale, a refund or an event */
                id: string;
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
                    "application/json": components["schemas"]["RecordedInputsDto_Output"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    LinksController_look: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
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
                    "application/json": components["schemas"]["LinkDto_Output"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            410: components["responses"]["Problem410"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    LinksController_decide: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer and one effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecideByLinkDto"];
            };
        };
        responses: {
            /** @description State: recorded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
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
                        onBehalfOf?: string;
                        personId: string;
                        seq: number;
                        /** @constant */
                        state: "recorded";
                        temporalUrl: string;
                    };
                };
            };
            /** @description State: pending. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Not answered yet: repeat the request with the same Idempotency-Key, or look at statusUrl.
                         * @constant
                         */
                        state: "pending";
                        statusUrl: string;
                        temporalUrl: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            410: components["responses"]["Problem410"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    NoticesController_list: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                /** @description One person’s: administrators only */
                personId?: string;
                state?: "new" | "called" | "sending" | "delivered" | "obsolete" | "silent" | "failed";
                /** @description `all`: administrators only */
                whose?: "mine" | "all";
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
                    "application/json": components["schemas"]["NoticeListDto_Output"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    NoticesController_retry: {
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
                "application/json": components["schemas"]["RetryNoticeDto"];
            };
        };
        responses: {
            /** @description State: done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Of an absence that was entered */
                        absenceId?: string;
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
                    };
                };
            };
            /** @description State: pending. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Not answered yet: repeat the request with the same Idempotency-Key, or look at statusUrl.
                         * @constant
                         */
                        state: "pending";
                        statusUrl: string;
                        temporalUrl: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            /** @description State: done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        command: "pause" | "resume" | "suspend" | "withdraw" | "offboard" | "skipStep" | "repeatStage" | "handOver";
                        /** @enum {string} */
                        mode: "active" | "paused" | "suspended" | "withdrawn" | "offboarded" | "rejected" | "expired";
                        /** @description It had been given before, and nothing changed */
                        repeated: boolean;
                        /** @constant */
                        state: "done";
                        temporalUrl: string;
                    };
                };
            };
            /** @description State: pending. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Not answered yet: repeat the request with the same Idempotency-Key, or look at statusUrl.
                         * @constant
                         */
                        state: "pending";
                        statusUrl: string;
                        temporalUrl: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    DisputesController_list: {
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
                    "application/json": components["schemas"]["DisputeListDto_Output"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    DisputesController_raise: {
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
                "application/json": components["schemas"]["DisputeDto"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DisputeStartedDto_Output"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    EarningsController_list: {
        parameters: {
            query?: {
                cursor?: string;
                earning?: string;
                limit?: number;
                /** @description The payout that has collected them */
                payout?: string;
                period?: string;
                /** @description The sender’s id of the sale or event */
                sale?: string;
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    EarningTrailController_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                earningId: string;
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
                    "application/json": components["schemas"]["EarningTrailDto_Output"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    LedgerController_list: {
        parameters: {
            query?: {
                /** @description What each account means: docs/processes/ledger.md */
                account?: "accrued_held" | "payable" | "reserve" | "receivable" | "withheld" | "in_transit" | "paid" | "bank" | "expense" | "write_off";
                currency?: string;
                cursor?: string;
                /** @description The transactions that an earning is posted in */
                earning?: string;
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
                    "application/json": components["schemas"]["LedgerDto_Output"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    PayeesController_list: {
        parameters: {
            query?: {
                /** @description One of the partner’s people: about what they earn, instead of the partner’s own */
                person?: string;
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
                    "application/json": components["schemas"]["PayeeListDto_Output"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    PayeesController_propose: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key and body give the same answer and one effect. */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProposeAccountDto"];
            };
        };
        responses: {
            /** @description State: done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accountId: string | null;
                        /** @description False when it was so already */
                        changed: boolean;
                        /** @enum {string} */
                        command: "proposeAccount" | "decideAccount" | "recordGate" | "holdPayee";
                        /** @description From when a verified account is paid to */
                        payableFrom: string | null;
                        payeeId: string;
                        /** @constant */
                        state: "done";
                        temporalUrl: string;
                    };
                };
            };
            /** @description State: pending. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Not answered yet: repeat the request with the same Idempotency-Key, or look at statusUrl.
                         * @constant
                         */
                        state: "pending";
                        statusUrl: string;
                        temporalUrl: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    PayeesController_decide: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key and body give the same answer and one effect. */
                "Idempotency-Key": string;
            };
            path: {
                accountId: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecideAccountDto"];
            };
        };
        responses: {
            /** @description State: done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accountId: string | null;
                        /** @description False when it was so already */
                        changed: boolean;
                        /** @enum {string} */
                        command: "proposeAccount" | "decideAccount" | "recordGate" | "holdPayee";
                        /** @description From when a verified account is paid to */
                        payableFrom: string | null;
                        payeeId: string;
                        /** @constant */
                        state: "done";
                        temporalUrl: string;
                    };
                };
            };
            /** @description State: pending. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Not answered yet: repeat the request with the same Idempotency-Key, or look at statusUrl.
                         * @constant
                         */
                        state: "pending";
                        statusUrl: string;
                        temporalUrl: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    PayeesController_gate: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key and body give the same answer and one effect. */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordGateDto"];
            };
        };
        responses: {
            /** @description State: done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accountId: string | null;
                        /** @description False when it was so already */
                        changed: boolean;
                        /** @enum {string} */
                        command: "proposeAccount" | "decideAccount" | "recordGate" | "holdPayee";
                        /** @description From when a verified account is paid to */
                        payableFrom: string | null;
                        payeeId: string;
                        /** @constant */
                        state: "done";
                        temporalUrl: string;
                    };
                };
            };
            /** @description State: pending. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Not answered yet: repeat the request with the same Idempotency-Key, or look at statusUrl.
                         * @constant
                         */
                        state: "pending";
                        statusUrl: string;
                        temporalUrl: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    PayeesController_hold: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key and body give the same answer and one effect. */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HoldPayeeDto"];
            };
        };
        responses: {
            /** @description State: done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accountId: string | null;
                        /** @description False when it was so already */
                        changed: boolean;
                        /** @enum {string} */
                        command: "proposeAccount" | "decideAccount" | "recordGate" | "holdPayee";
                        /** @description From when a verified account is paid to */
                        payableFrom: string | null;
                        payeeId: string;
                        /** @constant */
                        state: "done";
                        temporalUrl: string;
                    };
                };
            };
            /** @description State: pending. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Not answered yet: repeat the request with the same Idempotency-Key, or look at statusUrl.
                         * @constant
                         */
                        state: "pending";
                        statusUrl: string;
                        temporalUrl: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    EarningsController_proof: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                payoutId: string;
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
                    "application/json": components["schemas"]["PayoutProofDto_Output"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    StatementsController_list: {
        parameters: {
            query?: {
                /** @description The only one, when left out */
                currency?: string;
                /** @description Whose SPIFFs, instead of what is the partner’s; for finance and this person alone */
                person?: string;
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
                    "application/json": components["schemas"]["StatementListDto_Output"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    StatementsController_one: {
        parameters: {
            query?: {
                /** @description The only one, when left out */
                currency?: string;
                cursor?: string;
                limit?: number;
                /** @description Whose SPIFFs, instead of what is the partner’s; for finance and this person alone */
                person?: string;
            };
            header?: never;
            path: {
                id: string;
                period: string;
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
                    "application/json": components["schemas"]["StatementDto_Output"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    StatementsController_csv: {
        parameters: {
            query?: {
                /** @description The only one, when left out */
                currency?: string;
                /** @description Whose SPIFFs, instead of what is the partner’s; for finance and this person alone */
                person?: string;
            };
            header?: never;
            path: {
                id: string;
                period: string;
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
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    StatementsController_pdf: {
        parameters: {
            query?: {
                /** @description The only one, when left out */
                currency?: string;
                /** @description Whose SPIFFs, instead of what is the partner’s; for finance and this person alone */
                person?: string;
            };
            header?: never;
            path: {
                id: string;
                period: string;
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
                    "application/pdf": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            /** @description State: preview. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
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
                };
            };
            /** @description State: starting. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        importId: string;
                        /** @constant */
                        state: "starting";
                        statusUrl: string;
                        temporalUrl: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    PayeeListController_list: {
        parameters: {
            query?: {
                currency?: string;
                cursor?: string;
                limit?: number;
                /** @description Part of the partner’s name */
                q?: string;
                /** @description Whose account waits for finance; whose rests; held; with something in the way; payable */
                show?: "to_decide" | "resting" | "held" | "stopped" | "payable";
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
                    "application/json": components["schemas"]["AllPayeesDto_Output"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    PaymentReportsController_list: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                rail?: "provider" | "sepa" | "manual";
                report?: "proposed" | "applied" | "declined";
                /** @description Those that say something of its payments */
                runId?: string;
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
                    "application/json": components["schemas"]["PaymentReportListDto_Output"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    PaymentReportsController_take: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key and body give the same answer and one effect. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/xml": string;
                "text/csv": string;
            };
        };
        responses: {
            /** @description State: done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description How many entries did what: applied; known before; waits for the confirmation; contradicts what is on record; stray, of no payment of ours */
                        entries: {
                            applied: number;
                            contradicts: number;
                            known: number;
                            stray: number;
                            waits: number;
                        };
                        /**
                         * @description proposed: somebody else of finance has to confirm it
                         * @enum {string}
                         */
                        report: "proposed" | "applied" | "declined";
                        reportId: string;
                        reportUrl: string;
                        /** @constant */
                        state: "done";
                        temporalUrl: string;
                    };
                };
            };
            /** @description State: pending. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Not answered yet: repeat the request with the same Idempotency-Key, or look at statusUrl.
                         * @constant
                         */
                        state: "pending";
                        statusUrl: string;
                        temporalUrl: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    PaymentReportsController_one: {
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
                    "application/json": components["schemas"]["PaymentReportDto_Output"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    PaymentReportsController_decide: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key and body give the same answer and one effect. */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecidePaymentReportDto"];
            };
        };
        responses: {
            /** @description State: done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description How many entries did what: applied; known before; waits for the confirmation; contradicts what is on record; stray, of no payment of ours */
                        entries: {
                            applied: number;
                            contradicts: number;
                            known: number;
                            stray: number;
                            waits: number;
                        };
                        /**
                         * @description proposed: somebody else of finance has to confirm it
                         * @enum {string}
                         */
                        report: "proposed" | "applied" | "declined";
                        reportId: string;
                        reportUrl: string;
                        /** @constant */
                        state: "done";
                        temporalUrl: string;
                    };
                };
            };
            /** @description State: pending. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Not answered yet: repeat the request with the same Idempotency-Key, or look at statusUrl.
                         * @constant
                         */
                        state: "pending";
                        statusUrl: string;
                        temporalUrl: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    PaymentReportsController_entries: {
        parameters: {
            query?: {
                cursor?: string;
                effect?: "applied" | "known" | "waits" | "contradicts" | "stray";
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
                    "application/json": components["schemas"]["PaymentReportEntriesDto_Output"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    PayoutFileListController_list: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                /** @description Those that wait for results of their payments, or those whose results are all there */
                results?: "waiting" | "complete";
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
                    "application/json": components["schemas"]["PayoutFileListDto_Output"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    PayoutRunsController_list: {
        parameters: {
            query?: {
                /** @description Runs that pay something in it */
                currency?: string;
                cursor?: string;
                kind?: "regular" | "off_cycle";
                limit?: number;
                period?: string;
                program?: string;
                state?: "open" | "calculated" | "in_review" | "approved" | "submitting" | "settled" | "partially_failed" | "closed" | "void";
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
                    "application/json": components["schemas"]["PayoutRunListDto_Output"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    PayoutRunsController_open: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key and body give the same answer and one effect. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenPayoutRunDto"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayoutRunDto_Output"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    PayoutRunsController_one: {
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
                    "application/json": components["schemas"]["PayoutRunDto_Output"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    PayoutRunsController_approve: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key and body give the same answer and one effect. */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovePayoutRunDto"];
            };
        };
        responses: {
            /** @description State: recorded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description False when it was so already */
                        changed: boolean;
                        /** @enum {string} */
                        command: "approve" | "void" | "recalculate" | "retry" | "close";
                        revision: number;
                        /**
                         * @description The state of the run then
                         * @enum {string}
                         */
                        run: "open" | "calculated" | "in_review" | "approved" | "submitting" | "settled" | "partially_failed" | "closed" | "void";
                        runId: string;
                        /** @constant */
                        state: "recorded";
                        temporalUrl: string;
                    };
                };
            };
            /** @description State: pending. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Not answered yet: repeat the request with the same Idempotency-Key, or look at statusUrl.
                         * @constant
                         */
                        state: "pending";
                        statusUrl: string;
                        temporalUrl: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    PayoutRunsController_command: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key and body give the same answer and one effect. */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PayoutRunCommandDto"];
            };
        };
        responses: {
            /** @description State: recorded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description False when it was so already */
                        changed: boolean;
                        /** @enum {string} */
                        command: "approve" | "void" | "recalculate" | "retry" | "close";
                        revision: number;
                        /**
                         * @description The state of the run then
                         * @enum {string}
                         */
                        run: "open" | "calculated" | "in_review" | "approved" | "submitting" | "settled" | "partially_failed" | "closed" | "void";
                        runId: string;
                        /** @constant */
                        state: "recorded";
                        temporalUrl: string;
                    };
                };
            };
            /** @description State: pending. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Not answered yet: repeat the request with the same Idempotency-Key, or look at statusUrl.
                         * @constant
                         */
                        state: "pending";
                        statusUrl: string;
                        temporalUrl: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    PayoutFilesController_list: {
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
                    "application/json": components["schemas"]["PayoutFilesDto_Output"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    PayoutFilesController_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                fileId: string;
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
                    "application/octet-stream": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    PayoutRunsController_lines: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                state?: "blocked" | "ready" | "in_transit" | "paid" | "failed" | "released";
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
                    "application/json": components["schemas"]["PayoutLinesDto_Output"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    PayoutReviewController_line: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                lineId: string;
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
                    "application/json": components["schemas"]["PayoutLineDto_Output"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    PayoutReviewController_read: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                /** @description Only what deserves a second look */
                outliers?: "true" | "false";
                state?: "blocked" | "ready" | "in_transit" | "paid" | "failed" | "released";
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
                    "application/json": components["schemas"]["PayoutReviewDto_Output"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            /** @description State: done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Of an absence that was entered */
                        absenceId?: string;
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
                    };
                };
            };
            /** @description State: pending. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Not answered yet: repeat the request with the same Idempotency-Key, or look at statusUrl.
                         * @constant
                         */
                        state: "pending";
                        statusUrl: string;
                        temporalUrl: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    AbsencesController_list: {
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
                    "application/json": components["schemas"]["AbsenceListDto_Output"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    AbsencesController_enter: {
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
                "application/json": components["schemas"]["AbsenceDto"];
            };
        };
        responses: {
            /** @description State: done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Of an absence that was entered */
                        absenceId?: string;
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
                    };
                };
            };
            /** @description State: pending. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Not answered yet: repeat the request with the same Idempotency-Key, or look at statusUrl.
                         * @constant
                         */
                        state: "pending";
                        statusUrl: string;
                        temporalUrl: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    AbsencesController_cancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer and one effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                absenceId: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelAbsenceDto"];
            };
        };
        responses: {
            /** @description State: done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Of an absence that was entered */
                        absenceId?: string;
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
                    };
                };
            };
            /** @description State: pending. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Not answered yet: repeat the request with the same Idempotency-Key, or look at statusUrl.
                         * @constant
                         */
                        state: "pending";
                        statusUrl: string;
                        temporalUrl: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            /** @description State: done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Of an absence that was entered */
                        absenceId?: string;
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
                    };
                };
            };
            /** @description State: pending. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Not answered yet: repeat the request with the same Idempotency-Key, or look at statusUrl.
                         * @constant
                         */
                        state: "pending";
                        statusUrl: string;
                        temporalUrl: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            /** @description State: done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Of an absence that was entered */
                        absenceId?: string;
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
                    };
                };
            };
            /** @description State: pending. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Not answered yet: repeat the request with the same Idempotency-Key, or look at statusUrl.
                         * @constant
                         */
                        state: "pending";
                        statusUrl: string;
                        temporalUrl: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    NoticesController_settings: {
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
                    "application/json": components["schemas"]["NoticeSettingsDto_Output"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    NoticesController_set: {
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
                "application/json": components["schemas"]["SetNoticesDto"];
            };
        };
        responses: {
            /** @description State: done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Of an absence that was entered */
                        absenceId?: string;
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
                    };
                };
            };
            /** @description State: pending. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Not answered yet: repeat the request with the same Idempotency-Key, or look at statusUrl.
                         * @constant
                         */
                        state: "pending";
                        statusUrl: string;
                        temporalUrl: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            /** @description State: done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Of an absence that was entered */
                        absenceId?: string;
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
                    };
                };
            };
            /** @description State: pending. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Not answered yet: repeat the request with the same Idempotency-Key, or look at statusUrl.
                         * @constant
                         */
                        state: "pending";
                        statusUrl: string;
                        temporalUrl: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            /** @description State: done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Of an absence that was entered */
                        absenceId?: string;
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
                    };
                };
            };
            /** @description State: pending. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Not answered yet: repeat the request with the same Idempotency-Key, or look at statusUrl.
                         * @constant
                         */
                        state: "pending";
                        statusUrl: string;
                        temporalUrl: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    PricingRunsController_start: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key and body give the same answer and one effect. */
                "Idempotency-Key": string;
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            /** @description State: published. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description False when the very same content had been published before */
                        changed: boolean;
                        contentHash: string;
                        programId: string;
                        /** @constant */
                        state: "published";
                        temporalUrl: string;
                        version: number;
                    };
                };
            };
            /** @description State: published. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description False when the very same content had been published before */
                        changed: boolean;
                        contentHash: string;
                        programId: string;
                        /** @constant */
                        state: "published";
                        temporalUrl: string;
                        version: number;
                    };
                };
            };
            /** @description State: pending. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Not answered yet: repeat the request with the same Idempotency-Key, or look at statusUrl.
                         * @constant
                         */
                        state: "pending";
                        statusUrl: string;
                        temporalUrl: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
                state?: "unmatched" | "booked" | "awaiting_rate" | "priced" | "in_force" | "superseded" | "no_effect";
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    SalesController_send: {
        parameters: {
            query?: never;
            header: {
                /** @description The same key and body give the same answer and one effect. */
                "Idempotency-Key": string;
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            header: {
                /** @description The same key and body give the same answer and one effect. */
                "Idempotency-Key": string;
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
            /** @description State: preview. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
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
                };
            };
            /** @description State: starting. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        importId: string;
                        /** @constant */
                        state: "starting";
                        statusUrl: string;
                        temporalUrl: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    StatementHoldersController_list: {
        parameters: {
            query?: {
                /** @description The only one, when left out */
                currency?: string;
                cursor?: string;
                limit?: number;
                /** @description Part of the partner’s name */
                q?: string;
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
                    "application/json": components["schemas"]["StatementHoldersDto_Output"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    TasksController_act: {
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
                "application/json": components["schemas"]["TaskActDto"];
            };
        };
        responses: {
            /** @description State: done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        personId: string;
                        result: {
                            [key: string]: unknown;
                        };
                        /** @constant */
                        state: "done";
                        stepId: string;
                        temporalUrl: string;
                    };
                };
            };
            /** @description State: pending. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Not answered yet: repeat the request with the same Idempotency-Key, or look at statusUrl.
                         * @constant
                         */
                        state: "pending";
                        statusUrl: string;
                        temporalUrl: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    TasksController_amend: {
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
                "application/json": components["schemas"]["AmendmentDto"];
            };
        };
        responses: {
            /** @description State: done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        personId: string;
                        result: {
                            [key: string]: unknown;
                        };
                        /** @constant */
                        state: "done";
                        stepId: string;
                        temporalUrl: string;
                    };
                };
            };
            /** @description State: pending. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Not answered yet: repeat the request with the same Idempotency-Key, or look at statusUrl.
                         * @constant
                         */
                        state: "pending";
                        statusUrl: string;
                        temporalUrl: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            /** @description State: done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        personId: string;
                        result: {
                            [key: string]: unknown;
                        };
                        /** @constant */
                        state: "done";
                        stepId: string;
                        temporalUrl: string;
                    };
                };
            };
            /** @description State: pending. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Not answered yet: repeat the request with the same Idempotency-Key, or look at statusUrl.
                         * @constant
                         */
                        state: "pending";
                        statusUrl: string;
                        temporalUrl: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    ProviderWebhookController_hear: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeardDto_Output"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
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
            400: components["responses"]["Problem400"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    XapiController_get: {
        parameters: {
            query?: {
                activity?: string;
                agent?: string;
                ascending?: string;
                attachments?: string;
                cachebuster?: string;
                cursor?: string;
                format?: string;
                limit?: string;
                registration?: string;
                related_activities?: string;
                related_agents?: string;
                since?: string;
                statementId?: string;
                until?: string;
                verb?: string;
                voidedStatementId?: string;
            };
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
                        more: string;
                        statements: {
                            [key: string]: unknown;
                        }[];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    XapiController_put: {
        parameters: {
            query: {
                statementId: string;
            };
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    XapiController_post: {
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
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            408: components["responses"]["Problem408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
}
