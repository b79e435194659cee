/** Roles whose day has a clock. */
export const CREW = ['cleaner', 'driver', 'team_leader', 'station_operator', 'toilet_keeper', 'maintainer', 'guard']
